package org.starttls.census.crawler.stream;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The books of a stage, or of one partition of it, at one moment. Key relationships, which hold at every commit:
 *
 * <pre>
 *   admitted = recorded + waiting + inFlight
 *   recorded = sum of outcomes
 *   tasks read from the work topic = admitted - followUps + duplicates
 * </pre>
 *
 * A task is admitted once, however often it is held, waits or is taken up again after a crash. A follow-up (the retry
 * that an outcome asks for) is a task of its own. At the end of a campaign waiting and inFlight are zero.
 *
 * @param admitted tasks taken up, follow-ups included, duplicates not
 * @param followUps tasks that outcomes asked for, all of them admitted
 * @param duplicates tasks whose key was there before
 * @param waiting admitted tasks that lie in a waiting topic
 * @param inFlight admitted tasks that are at work or held
 * @param outcomes recorded tasks by the tally of their outcome
 */
public record Book(
        long admitted, long followUps, long duplicates, long waiting, long inFlight, SortedMap<String, Long> outcomes) {
    public static final Book EMPTY = new Book(0, 0, 0, 0, 0, new TreeMap<>());

    public Book {
        outcomes = Collections.unmodifiableSortedMap(new TreeMap<>(outcomes));
    }

    /** Tasks whose outcome is written, skipped ones included. */
    public long recorded() {
        return outcomes.values().stream().mapToLong(Long::longValue).sum();
    }

    public boolean balances() {
        return admitted == recorded() + waiting + inFlight;
    }

    /** Whether nothing is left to do of what was admitted. */
    public boolean isSettled() {
        return waiting == 0 && inFlight == 0;
    }

    public Book plus(Book other) {
        SortedMap<String, Long> sum = new TreeMap<>(outcomes);
        for (Map.Entry<String, Long> outcome : other.outcomes.entrySet()) {
            sum.merge(outcome.getKey(), outcome.getValue(), Long::sum);
        }
        return new Book(
                admitted + other.admitted,
                followUps + other.followUps,
                duplicates + other.duplicates,
                waiting + other.waiting,
                inFlight + other.inFlight,
                sum);
    }
}
