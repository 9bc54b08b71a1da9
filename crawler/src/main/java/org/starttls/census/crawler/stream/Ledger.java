package org.starttls.census.crawler.stream;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.starttls.census.schemas.EndMark;
import org.starttls.census.schemas.PartitionBook;

/** The books of one producer while they are being written. For one thread. */
final class Ledger {
    private final String producer;
    private long admitted;
    private long followUps;
    private long duplicates;
    private long waiting;
    private final Map<String, Long> outcomes = new TreeMap<>();
    private final Map<String, Long> sent = new HashMap<>();
    private boolean ended;

    /** @param producer its name in END records */
    Ledger(String producer) {
        this.producer = producer;
    }

    Ledger(String producer, PartitionBook stored) {
        this(producer);
        admitted = stored.getAdmitted();
        followUps = stored.getFollowUps();
        duplicates = stored.getDuplicates();
        waiting = stored.getWaiting();
        outcomes.putAll(stored.getOutcomes());
        sent.putAll(stored.getSent());
        ended = stored.getEnded();
    }

    void admit() {
        admitted++;
    }

    /** A task that an outcome asked for: it waits first. */
    void followUp() {
        admitted++;
        followUps++;
        waiting++;
    }

    void duplicate() {
        duplicates++;
    }

    void putToWait() {
        waiting++;
    }

    void takeFromWaiting() {
        waiting--;
    }

    void record(String tally) {
        outcomes.merge(tally, 1L, Long::sum);
    }

    void send(Destination to) {
        sent.merge(to.toString(), 1L, Long::sum);
    }

    /** END for each destination, with what was written there. */
    List<Sending> end(List<Destination> destinations) {
        ended = true;
        return destinations.stream()
                .map(to -> new Sending(to, "", new EndMark(producer, sent.getOrDefault(to.toString(), 0L))))
                .toList();
    }

    boolean isEnded() {
        return ended;
    }

    long waiting() {
        return waiting;
    }

    /** Tasks read from the work topic. */
    long read() {
        return admitted - followUps + duplicates;
    }

    long recorded(String tally) {
        return outcomes.getOrDefault(tally, 0L);
    }

    Book snapshot() {
        long recorded = outcomes.values().stream().mapToLong(Long::longValue).sum();
        return new Book(
                admitted, followUps, duplicates, waiting, admitted - recorded - waiting, new TreeMap<>(outcomes));
    }

    PartitionBook toStored() {
        return new PartitionBook(
                admitted, followUps, duplicates, waiting, new HashMap<>(outcomes), new HashMap<>(sent), ended);
    }
}
