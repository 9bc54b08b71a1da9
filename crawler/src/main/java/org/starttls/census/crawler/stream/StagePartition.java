package org.starttls.census.crawler.stream;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import org.apache.avro.specific.SpecificRecord;
import org.starttls.census.schemas.EndMark;
import org.starttls.census.schemas.WaitingTask;
import org.starttls.census.schemas.WorkTopic;

/**
 * One partition of a stage: takes tasks up, asks their owner, collects what they come to. It moves no record itself: the
 * loop feeds it what was read, and commits what it has collected.
 *
 * <p>Invariants. What is pending in the sources is exactly what was admitted and is neither recorded nor waiting. END is
 * collected once, when every producer of the work topic has ended it, nothing is pending and nothing waits. For one
 * thread.
 *
 * @param <T> the task
 */
final class StagePartition<T extends SpecificRecord> {
    /** Tasks held in memory for what is busy; beyond it nothing is taken up. Chosen: half of what may be pending. */
    static final int MAX_HELD = PendingOffsets.MAX_PENDING / 2;

    /** A task held longer goes to a waiting topic, so that memory holds only what moves. */
    static final Duration LONGEST_HOLD = Duration.ofSeconds(30);

    /** Time between two offers of held tasks. Chosen: a tenth of a fast session, a hundredth of a commit's work. */
    private static final Duration OFFER_INTERVAL = Duration.ofMillis(20);

    private final Setting<T> setting;
    private final int partition;
    private final Owner<T> owner;
    private final AvroCodec codec;
    private final Ledger ledger;
    private final List<Source> sources = new ArrayList<>();
    private final Map<String, Long> ends = new TreeMap<>();
    private final ArrayDeque<Task<T>> held = new ArrayDeque<>();
    private final List<Sending> outbox = new ArrayList<>();
    private int atWork;
    private int results;
    private long nextOfferMillis;
    private boolean dirty;
    private volatile Book committed;
    private volatile Optional<Instant> nextDue = Optional.empty();

    /**
     * What all partitions of a stage share.
     *
     * @param partitionOf partition of a key on every work topic
     * @param finished takes each task whose work is over; called on any thread
     */
    record Setting<T extends SpecificRecord>(
            Stage<T> stage, Topology topology, ToIntFunction<String> partitionOf, Consumer<Finished<T>> finished) {}

    /** A task taken up, and where its offset is to be ticked off. */
    record Task<T extends SpecificRecord>(
            StagePartition<T> partition, Source source, long offset, T task, long heldSinceMillis) {}

    /** The end of a task's work. */
    record Finished<T extends SpecificRecord>(Task<T> task, Optional<Outcome> outcome, Throwable fault) {}

    /** Where a partition of a source stands, for the commit. */
    record Position(long offset, String metadata) {}

    StagePartition(Setting<T> setting, int partition, AvroCodec codec, Ledger ledger, List<Source> sources) {
        this.setting = setting;
        this.partition = partition;
        this.codec = codec;
        this.ledger = ledger;
        this.sources.addAll(sources);
        this.owner = setting.stage().own(partition);
        this.committed = ledger.snapshot();
    }

    List<Source> sources() {
        return sources;
    }

    int partition() {
        return partition;
    }

    /** Takes what was read: the past is replayed to the owner, what is new lies ahead. */
    void take(Source source, long offset, byte[] value) {
        SpecificRecord read = codec.decode(value);
        if (offset >= source.replayEnd()) {
            source.ahead().add(new Source.Item(offset, read));
            return;
        }
        if (read instanceof EndMark end) {
            ends.put(end.getProducer(), end.getRecords());
            return;
        }
        T task = taskIn(source, read);
        if (!source.isWaiting()) {
            owner.recall(task);
        }
        if (source.offsets().contains(offset)) {
            held.add(new Task<>(this, source, offset, task, 0));
        }
    }

    void recallNote(byte[] note) {
        owner.recallNote(codec.decode(note));
    }

    private T taskIn(Source source, SpecificRecord read) {
        SpecificRecord task =
                source.isWaiting() ? codec.decode(((WaitingTask) read).getTask().array()) : read;
        return setting.stage().taskType().cast(task);
    }

    /**
     * Takes up what may be taken up.
     *
     * @param nowMillis UTC
     * @param room tasks that may be put to work
     * @return tasks put to work
     */
    int advance(long nowMillis, int room) {
        int before = atWork;
        int limit = atWork + room;
        if (nowMillis >= nextOfferMillis) {
            nextOfferMillis = nowMillis + OFFER_INTERVAL.toMillis();
            offerHeld(nowMillis, limit);
        }
        Optional<Instant> due = Optional.empty();
        // Waiting topics first: who waits has been there longer. The work topic is the first source.
        for (int i = sources.size() - 1; i >= 0; i--) {
            due = earlier(due, takeUp(sources.get(i), nowMillis, limit));
        }
        nextDue = due;
        return atWork - before;
    }

    private void offerHeld(long nowMillis, int limit) {
        int offers = held.size();
        for (int i = 0; i < offers && atWork < limit; i++) {
            decide(held.remove(), Owner.Origin.WAITING, nowMillis);
        }
    }

    /** @return when its head is due, if that is why it stopped */
    private Optional<Instant> takeUp(Source source, long nowMillis, int limit) {
        for (Source.Item head = source.ahead().peek();
                head != null;
                head = source.ahead().peek()) {
            if (head.value() instanceof EndMark end) {
                source.ahead().remove();
                source.offsets().pass(head.offset());
                ends.put(end.getProducer(), end.getRecords());
                dirty = true;
                continue;
            }
            if (source.isWaiting() && ((WaitingTask) head.value()).getDueMs() > nowMillis) {
                return Optional.of(Instant.ofEpochMilli(((WaitingTask) head.value()).getDueMs()));
            }
            if (atWork >= limit || held.size() >= MAX_HELD || !source.offsets().hasRoomFor(head.offset())) {
                return Optional.empty();
            }
            source.ahead().remove();
            source.offsets().start(head.offset());
            dirty = true;
            Task<T> task = new Task<>(this, source, head.offset(), taskIn(source, head.value()), nowMillis);
            if (source.isWaiting()) {
                ledger.takeFromWaiting();
                decide(task, Owner.Origin.WAITING, nowMillis);
            } else {
                decide(task, Owner.Origin.WORK, nowMillis);
            }
        }
        return Optional.empty();
    }

    private void decide(Task<T> task, Owner.Origin origin, long nowMillis) {
        Admission admission = owner.admit(task.task(), origin);
        if (origin == Owner.Origin.WORK) {
            if (admission.kind() == Admission.Kind.DUPLICATE) {
                ledger.duplicate();
            } else {
                ledger.admit();
            }
        }
        switch (admission.kind()) {
            case START -> work(task);
            case HOLD -> hold(task, nowMillis);
            case WAIT -> {
                ledger.putToWait();
                putToWait(((Admission.Wait) admission).atLeast(), task.task(), nowMillis);
                tickOff(task);
            }
            case RECORD -> {
                collect(((Admission.Record) admission).outcome(), nowMillis);
                tickOff(task);
            }
            case DUPLICATE -> {
                if (origin == Owner.Origin.WAITING) {
                    throw new IllegalStateException("a task counted before was answered DUPLICATE: "
                            + task.source().from() + " offset " + task.offset());
                }
                tickOff(task);
            }
        }
    }

    private void hold(Task<T> task, long nowMillis) {
        long since = task.heldSinceMillis() == 0 ? nowMillis : task.heldSinceMillis();
        if (nowMillis - since > LONGEST_HOLD.toMillis()) {
            ledger.putToWait();
            putToWait(Duration.ZERO, task.task(), nowMillis);
            tickOff(task);
        } else {
            held.add(new Task<>(this, task.source(), task.offset(), task.task(), since));
        }
    }

    private void work(Task<T> task) {
        atWork++;
        try {
            owner.work(task.task())
                    .whenComplete((outcome, fault) -> setting.finished()
                            .accept(new Finished<>(
                                    task, fault == null ? Optional.ofNullable(outcome) : Optional.empty(), fault)));
        } catch (RuntimeException e) {
            setting.finished().accept(new Finished<>(task, Optional.empty(), e));
        }
    }

    /** Takes the end of a task's work, on the loop's thread. */
    void finish(Finished<T> finished, long nowMillis) {
        T task = finished.task().task();
        atWork--;
        Outcome outcome = finished.outcome()
                .orElseGet(() -> owner.localFault(
                        task,
                        finished.fault() != null
                                ? finished.fault()
                                : new IllegalStateException("work delivered no outcome")));
        collect(owner.settle(task, outcome), nowMillis);
        owner.done(task);
        tickOff(finished.task());
    }

    private void tickOff(Task<T> task) {
        task.source().offsets().finish(task.offset());
        results++;
        dirty = true;
    }

    private void collect(Outcome outcome, long nowMillis) {
        ledger.record(outcome.tally());
        for (Outcome.Row row : outcome.rows()) {
            send(new Destination(row.table().topic(), 0), "", row.row());
        }
        for (Outcome.Next next : outcome.next()) {
            int to = setting.partitionOf().applyAsInt(next.key());
            send(new Destination(next.topic().topic(), to), next.key(), next.task());
        }
        for (Outcome.Later later : outcome.later()) {
            ledger.followUp();
            putToWait(later.atLeast(), later.task(), nowMillis);
        }
        for (SpecificRecord note : outcome.notes()) {
            outbox.add(new Sending(new Destination(Topology.notes(stage()), partition), "", note));
        }
    }

    private void putToWait(Duration atLeast, SpecificRecord task, long nowMillis) {
        List<Duration> classes = setting.topology().waitingClasses();
        Duration delay = classes.stream()
                .filter(known -> known.compareTo(atLeast) >= 0)
                .findFirst()
                .orElse(classes.get(classes.size() - 1));
        WaitingTask waiting = new WaitingTask(nowMillis + delay.toMillis(), ByteBuffer.wrap(codec.encode(task)));
        outbox.add(new Sending(new Destination(Topology.waiting(stage(), delay), partition), "", waiting));
    }

    private void send(Destination to, String key, SpecificRecord value) {
        ledger.send(to);
        outbox.add(new Sending(to, key, value));
    }

    /**
     * Collects END if this partition is done: by its own books and by those of its producers.
     *
     * @throws PipelineException.Unbalanced if producers say they wrote more or less than was read
     */
    void endIfDone() throws PipelineException.Unbalanced {
        Set<String> producers = setting.topology().producersOf(stage());
        if (ledger.isEnded()
                || ledger.waiting() > 0
                || atWork > 0
                || !held.isEmpty()
                || !sources.stream().allMatch(Source::isIdle)
                || !ends.keySet().containsAll(producers)) {
            return;
        }
        long written = ends.values().stream().mapToLong(Long::longValue).sum();
        if (written != ledger.read()) {
            throw new PipelineException.Unbalanced("the producers of " + Topology.producer(stage(), partition)
                    + " wrote " + written + " tasks, and " + ledger.read() + " were read");
        }
        outbox.addAll(ledger.end(setting.topology().fedBy(stage())));
        dirty = true;
    }

    private WorkTopic stage() {
        return setting.stage().input();
    }

    /** Whether there is something to commit. */
    boolean isDirty() {
        return dirty;
    }

    /** Tasks at work now. */
    int atWork() {
        return atWork;
    }

    /** Tasks ticked off since the last commit. */
    int results() {
        return results;
    }

    /** What is to be produced with the next commit, in order. */
    List<Sending> outbox() {
        return outbox;
    }

    /** The positions of all sources, for the next commit. */
    Map<Destination, Position> positions() {
        Map<Destination, Position> all = new LinkedHashMap<>();
        for (Source source : sources) {
            all.put(
                    source.from(),
                    new Position(source.offsets().position(), source.offsets().encode()));
        }
        return all;
    }

    Ledger ledger() {
        return ledger;
    }

    /** Says that what was collected is committed. */
    void committed() {
        outbox.clear();
        results = 0;
        dirty = false;
        committed = ledger.snapshot();
    }

    boolean isEnded() {
        return ledger.isEnded();
    }

    /** The books as committed last. Any thread. */
    Book book() {
        return committed;
    }

    /** When the first task that waits may start, if one is known to wait. Any thread. */
    Optional<Instant> nextDue() {
        return nextDue;
    }

    static Optional<Instant> earlier(Optional<Instant> one, Optional<Instant> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.isEmpty() ? other : one;
        }
        return one.get().isBefore(other.get()) ? one : other;
    }
}
