package org.starttls.census.crawler.stream;

import java.util.ArrayDeque;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;

/**
 * One partition that a stage takes tasks from: of its work topic, or of one of its waiting topics. Records that were read
 * and not yet taken up lie here; after a crash they are read again. For one thread.
 */
final class Source {
    /** Records read ahead of a partition; beyond it reading pauses. Chosen: one poll's worth. */
    static final int MAX_READ_AHEAD = 500;

    private final Destination from;
    private final boolean waiting;
    private final PendingOffsets offsets;
    private final long replayEnd;
    private final ArrayDeque<Item> ahead = new ArrayDeque<>();

    /** A record read. */
    record Item(long offset, SpecificRecord value) {
        Item {
            Objects.requireNonNull(value);
        }
    }

    /**
     * @param waiting whether it is a waiting topic
     * @param offsets as last committed
     */
    Source(Destination from, boolean waiting, PendingOffsets offsets) {
        this.from = Objects.requireNonNull(from);
        this.waiting = waiting;
        this.offsets = Objects.requireNonNull(offsets);
        this.replayEnd = offsets.position();
    }

    Destination from() {
        return from;
    }

    boolean isWaiting() {
        return waiting;
    }

    PendingOffsets offsets() {
        return offsets;
    }

    /** Where reading begins: a work topic tells all its past, a waiting topic only what is still to be done. */
    long readFrom() {
        return waiting ? offsets.lowest() : 0;
    }

    /** Offset at which the past ends and new records begin. */
    long replayEnd() {
        return replayEnd;
    }

    ArrayDeque<Item> ahead() {
        return ahead;
    }

    boolean isFull() {
        return ahead.size() >= MAX_READ_AHEAD;
    }

    /** Whether nothing of it is held in memory or at work. */
    boolean isIdle() {
        return ahead.isEmpty() && offsets.isEmpty();
    }
}
