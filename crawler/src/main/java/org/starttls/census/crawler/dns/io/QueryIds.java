package org.starttls.census.crawler.dns.io;

import java.security.SecureRandom;

/** Numbers that nobody off the path can guess, drawn in batches. Source: RFC 5452 s4.3, s4.5. Owned by the loop. */
final class QueryIds {
    /** Bytes drawn at once. Chosen: makes the cost of the generator invisible. */
    private static final int BATCH_BYTES = 4_096;

    private final SecureRandom random = new SecureRandom();
    private final byte[] batch = new byte[BATCH_BYTES];
    private int next = BATCH_BYTES;

    /** 0 to 65,535. */
    int draw() {
        if (next == BATCH_BYTES) {
            random.nextBytes(batch);
            next = 0;
        }
        return ((batch[next++] & 0xff) << 8) | (batch[next++] & 0xff);
    }
}
