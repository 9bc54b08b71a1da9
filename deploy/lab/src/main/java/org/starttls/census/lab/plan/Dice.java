package org.starttls.census.lab.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/** Chance that comes out the same for the same seed. */
final class Dice {
    /** Items from which on every kind of fault is planted at least once, and at least {@link #FEW} times. */
    private static final int ONE_OF_EACH = 500;

    private static final int FEW_OF_EACH = 5_000;
    private static final int FEW = 3;

    private final Random random;

    Dice(long seed) {
        this.random = new Random(seed);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    /** From 0 to 1, without 1. */
    double fraction() {
        return random.nextDouble();
    }

    boolean happens(double probability) {
        return random.nextDouble() < probability;
    }

    <T> void shuffle(List<T> list) {
        Collections.shuffle(list, random);
    }

    /**
     * Deals kinds out to items by their shares, each kind at least a few times if the world has domains enough.
     *
     * @param kinds the first one takes what the others leave; others without a share are never dealt
     * @param domains size of the world, which decides how many of each kind there are at least
     * @return one kind an item, in no order
     */
    <K> List<K> deal(List<K> kinds, ToDoubleFunction<K> share, int items, int domains) {
        int least = domains >= FEW_OF_EACH ? FEW : domains >= ONE_OF_EACH ? 1 : 0;
        List<K> dealt = new ArrayList<>(items);
        double wanted = 0;
        int given = 0;
        for (K kind : kinds.subList(1, kinds.size())) {
            if (share.applyAsDouble(kind) == 0) {
                continue;
            }
            wanted += share.applyAsDouble(kind) * items;
            int due = Math.max(least, (int) Math.round(wanted) - given);
            given = Math.max(given, (int) Math.round(wanted));
            for (int i = 0; i < due && dealt.size() < items; i++) {
                dealt.add(kind);
            }
        }
        while (dealt.size() < items) {
            dealt.add(kinds.get(0));
        }
        shuffle(dealt);
        return dealt;
    }
}
