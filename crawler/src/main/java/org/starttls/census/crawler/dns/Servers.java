package org.starttls.census.crawler.dns;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Which resolver is asked next: each in turn, but one that has been silent for long only now and then, to see whether it
 * is back. Any thread.
 */
final class Servers {
    /** Tries in a row without an answer before a resolver counts as silent. Chosen: no chance losses. */
    private static final int SILENT_AFTER_TRIES = 8;

    /** Of so many turns of a silent resolver one is taken. Chosen: at 3 s a try little is lost. */
    private static final int TURNS_A_VISIT = 200;

    private final List<InetSocketAddress> addresses;
    private final AtomicIntegerArray unanswered;
    private final AtomicIntegerArray turnsPassed;
    private final AtomicInteger turn = new AtomicInteger();

    Servers(List<InetSocketAddress> addresses) {
        if (addresses.isEmpty()) {
            throw new IllegalArgumentException("no resolver");
        }
        this.addresses = List.copyOf(addresses);
        this.unanswered = new AtomicIntegerArray(addresses.size());
        this.turnsPassed = new AtomicIntegerArray(addresses.size());
    }

    InetSocketAddress address(int server) {
        return addresses.get(server);
    }

    int size() {
        return addresses.size();
    }

    /** For the first try of a question. */
    int next() {
        return size() == 1 ? 0 : answering(Math.floorMod(turn.getAndIncrement(), size()));
    }

    /** For a further try, after that one failed: another one if there is one. */
    int after(int failed) {
        return answering((failed + 1) % size());
    }

    private int answering(int from) {
        for (int i = 0; i < size(); i++) {
            int server = (from + i) % size();
            if (unanswered.get(server) < SILENT_AFTER_TRIES
                    || turnsPassed.incrementAndGet(server) % TURNS_A_VISIT == 0) {
                return server;
            }
        }
        return from;
    }

    void answered(int server) {
        if (unanswered.get(server) != 0) {
            unanswered.set(server, 0);
        }
    }

    void silent(int server) {
        unanswered.incrementAndGet(server);
    }
}
