package org.starttls.census.crawler.probe;

import java.time.Duration;

/**
 * Time as an event loop lives it: it stands still while the loop does. Deadlines are counted by it, so that a busy or
 * suspended machine never makes a peer look silent: after a stall of any length the clock is two ticks older, and what
 * the peer sent meanwhile is read before it goes on. Owned by one event loop.
 */
final class LoopClock {
    /** How often the loop ticks. Coarse: one timer a loop instead of several a probe. */
    static final Duration TICK = Duration.ofMillis(100);

    private static final long MOST_A_TICK = TICK.multipliedBy(2).toNanos();

    private long lastNanos;
    private long livedNanos;

    /**
     * @param nanos reading of the machine's monotonic clock
     */
    LoopClock(long nanos) {
        this.lastNanos = nanos;
    }

    void tick(long nanos) {
        livedNanos += Math.min(Math.max(0, nanos - lastNanos), MOST_A_TICK);
        lastNanos = nanos;
    }

    /** Nanoseconds lived since the clock was made. */
    long livedNanos() {
        return livedNanos;
    }

    /** When a limit that begins now has passed for certain: up to a tick of it may be over already. */
    long deadline(Duration limit) {
        return livedNanos + limit.toNanos() + TICK.toNanos();
    }
}
