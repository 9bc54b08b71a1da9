package org.starttls.census.crawler.certificate;

/**
 * A set of SHA-256 digests by their first 128 bits: 16 bytes a digest in two flat arrays, where a set of strings takes
 * 150. Two of a billion certificates share 128 bits with a probability below 10⁻²⁰. Not for two threads.
 */
final class FingerprintSet {
    private static final int HALF = 16;

    private long[] slots = new long[128];
    private int size;
    private boolean holdsZero;

    /** Returns whether the digest is new. */
    boolean add(Sha256 digest) {
        long high = Long.parseUnsignedLong(digest.hex(), 0, HALF, 16);
        long low = Long.parseUnsignedLong(digest.hex(), HALF, 2 * HALF, 16);
        if (high == 0 && low == 0) {
            boolean isNew = !holdsZero;
            holdsZero = true;
            return isNew;
        }
        if (size * 4 >= slots.length) {
            grow();
        }
        return put(high, low);
    }

    private boolean put(long high, long low) {
        int at = (int) high & (slots.length / 2 - 1);
        while (slots[2 * at] != 0 || slots[2 * at + 1] != 0) {
            if (slots[2 * at] == high && slots[2 * at + 1] == low) {
                return false;
            }
            at = (at + 1) & (slots.length / 2 - 1);
        }
        slots[2 * at] = high;
        slots[2 * at + 1] = low;
        size++;
        return true;
    }

    /** At most half of the places are taken, so that a search is short. */
    private void grow() {
        long[] old = slots;
        slots = new long[old.length * 2];
        size = 0;
        for (int i = 0; i < old.length; i += 2) {
            if (old[i] != 0 || old[i + 1] != 0) {
                put(old[i], old[i + 1]);
            }
        }
    }
}
