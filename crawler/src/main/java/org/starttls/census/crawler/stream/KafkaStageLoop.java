package org.starttls.census.crawler.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.starttls.census.schemas.PartitionBook;
import org.starttls.census.schemas.WorkTopic;

/**
 * The stage loop: poll, take up, work, produce and commit. One thread owns all partitions of one stage; work completes on
 * other threads and comes back through a queue.
 *
 * <p>A commit is one transaction: the records collected, the position of every source with its pending offsets, and the
 * partition's books in the metadata of its notes topic. So after a crash all of them are of the same moment.
 *
 * @param <T> the task
 */
final class KafkaStageLoop<T extends SpecificRecord> extends KafkaPart {
    /** Time between two commits, unless there are {@link #MAX_RESULTS} before. */
    private static final Duration COMMIT_INTERVAL = Duration.ofMillis(200);

    private static final int MAX_RESULTS = 5_000;

    /** Wait for records when nothing else is to do; so long may a finished task lie. */
    private static final Duration POLL = Duration.ofMillis(10);

    private final KafkaConnection connection;
    private final KafkaTopics topics;
    private final Topology topology;
    private final Stage<T> stage;
    private final String name;
    private final AvroCodec codec = new AvroCodec();
    private final ConcurrentLinkedQueue<StagePartition.Finished<T>> finished = new ConcurrentLinkedQueue<>();
    private final Map<Destination, StagePartition<T>> partitionOf = new HashMap<>();
    private final Map<Destination, Source> sourceOf = new LinkedHashMap<>();
    private final int maxInFlight;
    private volatile List<StagePartition<T>> partitions = List.of();
    private int atWork;

    KafkaStageLoop(
            KafkaConnection connection,
            KafkaTopics topics,
            Topology topology,
            PipelineSettings settings,
            Stage<T> stage,
            Halt halt) {
        super(halt);
        this.connection = connection;
        this.topics = topics;
        this.topology = topology;
        this.stage = stage;
        this.maxInFlight = settings.maxInFlight();
        this.name = settings.campaignId() + "-" + stage.input().topic();
    }

    WorkTopic input() {
        return stage.input();
    }

    /** The books of all partitions as committed last. Any thread. */
    Book book() {
        return partitions.stream().map(StagePartition::book).reduce(Book.EMPTY, Book::plus);
    }

    /** When the first waiting task may start. Any thread. */
    Optional<Instant> nextDue() {
        return partitions.stream().map(StagePartition::nextDue).reduce(Optional.empty(), StagePartition::earlier);
    }

    @Override
    boolean work() throws PipelineException {
        // The writer settles what an earlier one left open, so that what is read next is final.
        try (KafkaReader reader = new KafkaReader(connection, topics, name);
                KafkaWriter writer = new KafkaWriter(connection, topics, codec, reader)) {
            takeOver(reader);
            long lastCommit = System.nanoTime();
            while (order() == Halt.Order.GO_ON) {
                reader.poll(finished.isEmpty() ? POLL : Duration.ZERO, this::take);
                collectFinished();
                advance();
                for (StagePartition<T> partition : partitions) {
                    partition.endIfDone();
                }
                if (isCommitDue(lastCommit)) {
                    commit(writer);
                    lastCommit = System.nanoTime();
                }
                if (partitions.stream().allMatch(partition -> partition.isEnded() && !partition.isDirty())) {
                    return true;
                }
                reader.pause(full());
            }
            if (order() == Halt.Order.STOP) {
                commit(writer);
            }
            return false;
        }
    }

    /** Goes on where the last commit was: positions, books, and all that the owners knew. */
    private void takeOver(KafkaReader reader) throws PipelineException {
        List<StagePartition<T>> taken = new ArrayList<>();
        var setting = new StagePartition.Setting<>(stage, topology, KafkaWriter::partitionOf, finished::add);
        for (int i = 0; i < WorkTopic.PARTITIONS; i++) {
            taken.add(open(setting, i, reader));
        }
        recallNotes(reader, taken);
        Map<Destination, Long> from = new HashMap<>();
        sourceOf.forEach((destination, source) -> from.put(destination, source.readFrom()));
        reader.assign(from);
        Map<Destination, Long> until = new HashMap<>();
        sourceOf.forEach((destination, source) -> until.put(destination, source.replayEnd()));
        reader.pollUntil(until, this::take);
        partitions = List.copyOf(taken);
    }

    private StagePartition<T> open(StagePartition.Setting<T> setting, int number, KafkaReader reader)
            throws PipelineException.OwnFault {
        WorkTopic input = stage.input();
        List<Destination> from = new ArrayList<>(List.of(new Destination(input.topic(), number)));
        topology.waitingClasses().forEach(delay -> from.add(new Destination(Topology.waiting(input, delay), number)));
        Destination notes = new Destination(Topology.notes(input), number);
        List<Destination> asked = new ArrayList<>(from);
        asked.add(notes);
        Map<Destination, StagePartition.Position> committed = reader.committed(asked);

        List<Source> sources = new ArrayList<>();
        for (Destination one : from) {
            StagePartition.Position position = committed.getOrDefault(one, new StagePartition.Position(0, ""));
            PendingOffsets offsets = PendingOffsets.decode(position.offset(), position.metadata());
            sources.add(new Source(one, !one.equals(from.get(0)), offsets));
        }
        String producer = Topology.producer(input, number);
        Ledger ledger = committed.containsKey(notes)
                ? new Ledger(producer, (PartitionBook)
                        codec.decode(BookText.decode(committed.get(notes).metadata())))
                : new Ledger(producer);
        long pending =
                sources.stream().mapToLong(source -> source.offsets().size()).sum();
        if (ledger.snapshot().inFlight() != pending) {
            throw new PipelineException.OwnFault(
                    producer + " had " + pending + " tasks pending, its books say "
                            + ledger.snapshot().inFlight(),
                    null);
        }
        StagePartition<T> partition = new StagePartition<>(setting, number, codec, ledger, sources);
        for (Source source : sources) {
            sourceOf.put(source.from(), source);
            partitionOf.put(source.from(), partition);
        }
        return partition;
    }

    private void recallNotes(KafkaReader reader, List<StagePartition<T>> taken) throws PipelineException {
        Map<Destination, StagePartition<T>> notes = taken.stream()
                .collect(Collectors.toMap(
                        partition -> new Destination(Topology.notes(stage.input()), partition.partition()),
                        partition -> partition));
        Map<Destination, Long> from = new HashMap<>();
        notes.keySet().forEach(destination -> from.put(destination, 0L));
        reader.assign(from);
        reader.pollUntil(
                reader.ends(notes.keySet()),
                (destination, offset, value) -> notes.get(destination).recallNote(value));
    }

    private void take(Destination from, long offset, byte[] value) {
        partitionOf.get(from).take(sourceOf.get(from), offset, value);
    }

    private void collectFinished() {
        long now = System.currentTimeMillis();
        for (StagePartition.Finished<T> one = finished.poll(); one != null; one = finished.poll()) {
            atWork--;
            one.task().partition().finish(one, now);
        }
    }

    private void advance() {
        long now = System.currentTimeMillis();
        for (StagePartition<T> partition : partitions) {
            // Each gets its share, so that one full of held tasks leaves the others room.
            atWork += partition.advance(now, Math.min(maxInFlight - atWork, share(partition)));
        }
    }

    private int share(StagePartition<T> partition) {
        return Math.max(0, maxInFlight / partitions.size() - partition.atWork());
    }

    private boolean isCommitDue(long lastCommit) {
        int results = 0;
        boolean dirty = false;
        for (StagePartition<T> partition : partitions) {
            results += partition.results();
            dirty |= partition.isDirty();
        }
        return dirty && (results >= MAX_RESULTS || System.nanoTime() - lastCommit >= COMMIT_INTERVAL.toNanos());
    }

    private void commit(KafkaWriter writer) {
        List<Sending> records = new ArrayList<>();
        Map<Destination, StagePartition.Position> positions = new HashMap<>();
        List<StagePartition<T>> dirty =
                partitions.stream().filter(StagePartition::isDirty).toList();
        for (StagePartition<T> partition : dirty) {
            records.addAll(partition.outbox());
            positions.putAll(partition.positions());
            positions.put(
                    new Destination(Topology.notes(stage.input()), partition.partition()),
                    new StagePartition.Position(
                            0, BookText.encode(codec.encode(partition.ledger().toStored()))));
        }
        if (dirty.isEmpty()) {
            return;
        }
        writer.commit(records, positions);
        dirty.forEach(StagePartition::committed);
    }

    private Set<Destination> full() {
        return sourceOf.values().stream()
                .filter(Source::isFull)
                .map(Source::from)
                .collect(Collectors.toSet());
    }
}
