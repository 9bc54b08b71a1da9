package org.starttls.census.crawler.dns.io;

import java.time.Duration;

/**
 * Time as the loop lives it: it stands still while the loop does. After a stall of any length it is two ticks older, and
 * what came in meanwhile is read before it goes on: a busy machine never makes a resolver look silent.
 */
final class LoopClock {
    /** How long the loop sleeps at most while something is in flight, and so how late a deadline may be. Chosen. */
    static final Duration TICK = Duration.ofMillis(20);

    private static final long MOST_A_TURN = TICK.multipliedBy(2).toNanos();

    private long lastNanos;
    private long livedNanos;

    /**
     * @param nanos reading of the machine's monotonic clock
     */
    LoopClock(long nanos) {
        this.lastNanos = nanos;
    }

    /** Once a turn of the loop. */
    void advance(long nanos) {
        livedNanos += Math.min(Math.max(0, nanos - lastNanos), MOST_A_TURN);
        lastNanos = nanos;
    }

    long livedNanos() {
        return livedNanos;
    }

    /** When a limit that begins now is over for certain: part of the current turn may have gone by already. */
    long deadline(Duration limit) {
        return livedNanos + limit.toNanos() + TICK.toNanos();
    }
}
