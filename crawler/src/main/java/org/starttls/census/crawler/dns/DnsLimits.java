package org.starttls.census.crawler.dns;

import java.time.Duration;
import java.util.Objects;

/**
 * How long and how often we ask.
 *
 * @param tryTimeout how long one try waits for its answer, in time that our own loop lived
 * @param tries tries a question gets, over all resolvers; a step to the next alias begins anew
 * @param maxInFlight questions on the wire at a time; the others wait their turn
 */
public record DnsLimits(Duration tryTimeout, int tries, int maxInFlight) {
    /**
     * Questions on the wire. Chosen: one resolver with a receive buffer of 1 MiB (a small datagram is charged some 800
     * bytes) loses none of them if it stalls; at 20 ms an answer that is 50,000 a second.
     */
    public static final int DEFAULT_MAX_IN_FLIGHT = 1_000;

    /** Bytes of a UDP answer that pass every path unfragmented. Source: RFC 9715 s3, DNS flag day 2020. */
    public static final int UDP_PAYLOAD_BYTES = 1_232;

    /**
     * Queries of one question, over tries and aliases. Chosen: a lookup of a domain asks five questions, so 60 at most
     * whatever its zone says.
     */
    public static final int MAX_QUERIES = 12;

    public DnsLimits {
        Objects.requireNonNull(tryTimeout);
        if (tryTimeout.isZero() || tryTimeout.isNegative()) {
            throw new IllegalArgumentException("tryTimeout=" + tryTimeout);
        }
        if (tries < 1) {
            throw new IllegalArgumentException("tries=" + tries);
        }
        if (maxInFlight < 1) {
            throw new IllegalArgumentException("maxInFlight=" + maxInFlight);
        }
    }

    /** For the Internet: a resolver next to us answers a cold name in a second or two, or never. Chosen. */
    public static DnsLimits forInternet() {
        return new DnsLimits(Duration.ofSeconds(3), 3, DEFAULT_MAX_IN_FLIGHT);
    }

    /**
     * How long after its first try a question may still be asked again: as long as the tries before the last one take,
     * and a quarter of one that our loop's ticks may add. So a zone that answers late at each alias holds a question not
     * much longer than silence does.
     */
    Duration patience() {
        return tryTimeout.multipliedBy(Math.max(0, tries - 2)).plus(tryTimeout.dividedBy(4));
    }

    /** For the lab, where all is near and the silent ones must not take long. */
    public static DnsLimits lab() {
        return new DnsLimits(Duration.ofSeconds(1), 2, 250);
    }
}
