package org.starttls.census.crawler.dns;

/**
 * A set of names that remembers a 128-bit keyed fingerprint of each: 16 bytes a name at half load, and nobody who does
 * not know the seed can make two names collide. The fingerprint is SipHash-2-4 with 128 bits of output over the name's
 * characters (Aumasson, Bernstein: "SipHash: a fast short-input PRF", 2012). Not for use by two threads.
 */
public final class NameSet {
    private static final int FIRST_SLOTS = 1 << 10;

    private final long key0;
    private final long key1;
    /** Two numbers a slot; both zero: free. */
    private long[] slots = new long[2 * FIRST_SLOTS];

    private int size;

    /**
     * @param seed secret of the campaign, the same on resume
     */
    public NameSet(long seed) {
        this.key0 = mix(seed);
        this.key1 = mix(seed + 0x9e3779b97f4a7c15L);
    }

    /** Adds the name, of characters below 256. @return whether it is new */
    public boolean add(String name) {
        long[] print = fingerprint(name);
        if (!put(slots, print[0], print[1])) {
            return false;
        }
        size++;
        if (4 * size > slots.length) {
            grow();
        }
        return true;
    }

    public int size() {
        return size;
    }

    private void grow() {
        long[] old = slots;
        slots = new long[2 * old.length];
        for (int i = 0; i < old.length; i += 2) {
            if ((old[i] | old[i + 1]) != 0 && !put(slots, old[i], old[i + 1])) {
                throw new IllegalStateException("a fingerprint twice");
            }
        }
    }

    private static boolean put(long[] into, long high, long low) {
        int mask = into.length / 2 - 1;
        int slot = (int) low & mask;
        while ((into[2 * slot] | into[2 * slot + 1]) != 0) {
            if (into[2 * slot] == high && into[2 * slot + 1] == low) {
                return false;
            }
            slot = slot + 1 & mask;
        }
        into[2 * slot] = high;
        into[2 * slot + 1] = low;
        return true;
    }

    /** Two numbers, not both zero. */
    private long[] fingerprint(String name) {
        long[] v = {
            key0 ^ 0x736f6d6570736575L,
            key1 ^ 0x646f72616e646f6dL ^ 0xee,
            key0 ^ 0x6c7967656e657261L,
            key1 ^ 0x7465646279746573L
        };
        long word = 0;
        for (int i = 0; i < name.length(); i++) {
            word |= (name.charAt(i) & 0xffL) << (8 * (i & 7));
            if ((i & 7) == 7) {
                compress(v, word);
                word = 0;
            }
        }
        compress(v, word | ((long) name.length() << 56));
        v[2] ^= 0xee;
        rounds(v, 4);
        long first = v[0] ^ v[1] ^ v[2] ^ v[3];
        v[1] ^= 0xdd;
        rounds(v, 4);
        long second = v[0] ^ v[1] ^ v[2] ^ v[3];
        return (first | second) == 0 ? new long[] {1, 0} : new long[] {first, second};
    }

    private static void compress(long[] v, long word) {
        v[3] ^= word;
        rounds(v, 2);
        v[0] ^= word;
    }

    private static void rounds(long[] v, int count) {
        for (int i = 0; i < count; i++) {
            v[0] += v[1];
            v[2] += v[3];
            v[1] = Long.rotateLeft(v[1], 13) ^ v[0];
            v[3] = Long.rotateLeft(v[3], 16) ^ v[2];
            v[0] = Long.rotateLeft(v[0], 32);
            v[2] += v[1];
            v[0] += v[3];
            v[1] = Long.rotateLeft(v[1], 17) ^ v[2];
            v[3] = Long.rotateLeft(v[3], 21) ^ v[0];
            v[2] = Long.rotateLeft(v[2], 32);
        }
    }

    private static long mix(long seed) {
        long z = seed + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
