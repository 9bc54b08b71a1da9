package org.starttls.census.crawler.stream;

import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.TreeSet;

/**
 * Which records of one partition are done, though they end out of order: a position, below which everything has been
 * taken up, and the offsets before it that are not done yet. A commit carries both; a new owner repeats the pending ones
 * and goes on at the position.
 *
 * <p>In the commit's metadata the pending offsets stand as Base64 of variable-length numbers (seven bits a byte, low
 * ones first): the distance of the highest from the position, then of each next lower one from it. The two limits keep
 * that below {@value #MAX_METADATA_CHARS} characters: of 1,000 numbers that add up to 2<sup>21</sup> at most 128 take
 * three bytes.
 */
final class PendingOffsets {
    /** Pending offsets of a partition; at the limit nothing more is taken up. Chosen: half of what is in flight. */
    static final int MAX_PENDING = 1_000;

    /** Distance from the lowest pending offset to the position; at the limit nothing more is taken up. */
    static final long MAX_SPAN = 1L << 21;

    /** Kafka's default limit is 4,096 bytes (offset.metadata.max.bytes). */
    static final int MAX_METADATA_CHARS = 4_096;

    private final TreeSet<Long> pending = new TreeSet<>();
    private long position;

    PendingOffsets(long position) {
        this.position = position;
    }

    /** @throws IllegalArgumentException if the metadata are not ours */
    static PendingOffsets decode(long position, String metadata) {
        PendingOffsets decoded = new PendingOffsets(position);
        byte[] bytes = Base64.getDecoder().decode(metadata);
        long offset = position;
        int i = 0;
        while (i < bytes.length) {
            long distance = 0;
            int shift = 0;
            byte read;
            do {
                if (i == bytes.length || shift > 56) {
                    throw new IllegalArgumentException("pending offsets end in the middle of a number");
                }
                read = bytes[i++];
                distance |= (long) (read & 0x7F) << shift;
                shift += 7;
            } while (read < 0);
            offset -= distance;
            if (distance == 0 || offset < 0) {
                throw new IllegalArgumentException("pending offsets do not descend");
            }
            decoded.pending.add(offset);
        }
        return decoded;
    }

    String encode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        long above = position;
        for (long offset : pending.descendingSet()) {
            long distance = above - offset;
            while (distance > 0x7F) {
                bytes.write((int) (distance & 0x7F | 0x80));
                distance >>>= 7;
            }
            bytes.write((int) distance);
            above = offset;
        }
        return Base64.getEncoder().withoutPadding().encodeToString(bytes.toByteArray());
    }

    /** Offset of the first record that has not been taken up. */
    long position() {
        return position;
    }

    int size() {
        return pending.size();
    }

    boolean isEmpty() {
        return pending.isEmpty();
    }

    boolean contains(long offset) {
        return pending.contains(offset);
    }

    /** Lowest offset that is not done: the lowest pending one, or the position. */
    long lowest() {
        return pending.isEmpty() ? position : pending.first();
    }

    /** Whether a record at this offset may be taken up without passing a limit. */
    boolean hasRoomFor(long offset) {
        return pending.size() < MAX_PENDING && offset + 1 - Math.min(lowest(), offset) <= MAX_SPAN;
    }

    /** Takes up the next record. Offsets that are skipped carry nothing (transaction markers). */
    void start(long offset) {
        pass(offset);
        pending.add(offset);
    }

    /** Moves the position over a record that needs no work. */
    void pass(long offset) {
        if (offset < position) {
            throw new IllegalArgumentException("offset " + offset + " is below the position " + position);
        }
        position = offset + 1;
    }

    void finish(long offset) {
        if (!pending.remove(offset)) {
            throw new IllegalArgumentException("offset " + offset + " is not pending");
        }
    }
}
