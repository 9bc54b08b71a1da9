package org.starttls.census.crawler.dns.io;

/**
 * Flights in the order of their deadlines. All have the same time to live, so that the newest is always the last: adding,
 * removing and looking at the next one to expire cost the same whatever is in flight. Owned by the loop.
 */
final class Deadlines {
    private Flight first;
    private Flight last;

    /** Adds a flight that expires no earlier than any other here. */
    void add(Flight flight, long deadlineNanos) {
        flight.deadlineNanos = deadlineNanos;
        flight.earlier = last;
        flight.later = null;
        if (last == null) {
            first = flight;
        } else {
            last.later = flight;
        }
        last = flight;
    }

    void remove(Flight flight) {
        if (flight.earlier == null) {
            first = flight.later;
        } else {
            flight.earlier.later = flight.later;
        }
        if (flight.later == null) {
            last = flight.earlier;
        } else {
            flight.later.earlier = flight.earlier;
        }
        flight.earlier = null;
        flight.later = null;
    }

    /** The flight that expires first; null if there is none. */
    Flight first() {
        return first;
    }
}
