package org.starttls.census.crawler.contact;

import java.util.HashMap;
import java.util.Map;

/** What an owner knows of its addresses: contacts made, whether one is under way, when the next may be. */
final class AddressBook {
    /** Nanoseconds are those of the owner's clock. */
    private static final class Entry {
        int contacts;
        boolean busy;
        long freeFromNanos;
    }

    private final Map<String, Entry> entries = new HashMap<>();

    int contacts(String address) {
        Entry entry = entries.get(address);
        return entry == null ? 0 : entry.contacts;
    }

    boolean isBusy(String address) {
        Entry entry = entries.get(address);
        return entry != null && entry.busy;
    }

    /** Nanoseconds until the address may be contacted again; 0 if it may now. */
    long waitNanos(String address, long nowNanos) {
        Entry entry = entries.get(address);
        return entry == null || entry.contacts == 0 ? 0 : Math.max(0, entry.freeFromNanos - nowNanos);
    }

    void begin(String address) {
        Entry entry = entries.computeIfAbsent(address, key -> new Entry());
        if (entry.busy) {
            throw new IllegalStateException("two contacts of " + address + " at a time");
        }
        entry.busy = true;
        entry.contacts++;
    }

    void end(String address, long freeFromNanos) {
        Entry entry = entries.get(address);
        entry.busy = false;
        entry.freeFromNanos = freeFromNanos;
    }

    /** A contact made by an earlier owner; when it was is not known, so the spacing starts now. */
    void recall(String address, long freeFromNanos) {
        Entry entry = entries.computeIfAbsent(address, key -> new Entry());
        entry.contacts++;
        entry.freeFromNanos = freeFromNanos;
    }
}
