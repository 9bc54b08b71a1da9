package org.starttls.census.crawler.stream;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.starttls.census.schemas.DomainTask;
import org.starttls.census.schemas.PartitionBook;
import org.starttls.census.schemas.Table;
import org.starttls.census.schemas.WorkTopic;

/**
 * Publishes the list: domains to the first stage, rejected lines to their table, then END. How far it came is committed
 * with what it published, so a successor skips that much of the list.
 */
final class KafkaListPublisher extends KafkaPart {
    /** Lines a transaction. Chosen: some hundred kB. */
    private static final int BATCH = 2_000;

    /** Longest that published lines wait for their transaction: a list may be a slow pipe. */
    private static final Duration COMMIT_INTERVAL = Duration.ofMillis(200);

    private final KafkaConnection connection;
    private final KafkaTopics topics;
    private final Topology topology;
    private final String name;
    private final Supplier<Iterator<ListItem>> list;
    private final AvroCodec codec = new AvroCodec();
    private final Destination position;
    private volatile PipelineProgress.ListProgress progress = new PipelineProgress.ListProgress(0, 0, 0, false);

    KafkaListPublisher(
            KafkaConnection connection,
            KafkaTopics topics,
            Topology topology,
            String campaignId,
            Supplier<Iterator<ListItem>> list,
            Halt halt) {
        super(halt);
        this.connection = connection;
        this.topics = topics;
        this.topology = topology;
        this.name = campaignId + "-" + Topology.LIST;
        this.list = list;
        this.position = new Destination(topology.stages().get(0).topic(), 0);
    }

    /** What is published and committed. Any thread. */
    PipelineProgress.ListProgress progress() {
        return progress;
    }

    @Override
    boolean work() throws PipelineException {
        try (KafkaReader reader = new KafkaReader(connection, topics, name);
                KafkaWriter writer = new KafkaWriter(connection, topics, codec, reader)) {
            Optional<StagePartition.Position> committed = reader.committed(position);
            long published = committed.map(StagePartition.Position::offset).orElse(0L);
            Ledger ledger = committed
                    .map(known ->
                            new Ledger(Topology.LIST, (PartitionBook) codec.decode(BookText.decode(known.metadata()))))
                    .orElseGet(() -> new Ledger(Topology.LIST));
            show(published, ledger);
            return ledger.isEnded() || publish(writer, published, ledger);
        } catch (UncheckedIOException e) {
            throw new PipelineException.ListUnreadable("the list cannot be read", e.getCause());
        }
    }

    private boolean publish(KafkaWriter writer, long alreadyPublished, Ledger ledger) throws PipelineException {
        Iterator<ListItem> items = list.get();
        long published = 0;
        for (; published < alreadyPublished; published++) {
            if (!items.hasNext()) {
                throw new PipelineException.ListUnreadable(
                        "the list ends after " + published + " lines, but " + alreadyPublished
                                + " of it were scanned: it has changed",
                        null);
            }
            items.next();
        }
        List<Sending> batch = new ArrayList<>();
        long lastCommit = System.nanoTime();
        while (order() == Halt.Order.GO_ON && items.hasNext()) {
            batch.add(sending(items.next(), ledger));
            published++;
            if (batch.size() >= BATCH || System.nanoTime() - lastCommit >= COMMIT_INTERVAL.toNanos()) {
                commit(writer, batch, published, ledger);
                lastCommit = System.nanoTime();
            }
        }
        boolean ended = order() == Halt.Order.GO_ON;
        if (ended) {
            batch.addAll(ledger.end(topology.fedByList()));
        }
        if (order() != Halt.Order.ABANDON && !batch.isEmpty()) {
            commit(writer, batch, published, ledger);
        }
        return ended;
    }

    private Sending sending(ListItem item, Ledger ledger) {
        ledger.record(item.kind().name());
        Sending sending = switch (item.kind()) {
            case ACCEPTED -> {
                DomainTask task = ((ListItem.Accepted) item).task();
                WorkTopic first = topology.stages().get(0);
                yield new Sending(
                        new Destination(first.topic(), KafkaWriter.partitionOf(task.getDomain())),
                        task.getDomain(),
                        task);
            }
            case REJECTED ->
                new Sending(new Destination(Table.REJECTED.topic(), 0), "", ((ListItem.Rejected) item).row());
        };
        ledger.send(sending.to());
        return sending;
    }

    private void commit(KafkaWriter writer, List<Sending> batch, long published, Ledger ledger) {
        String book = BookText.encode(codec.encode(ledger.toStored()));
        writer.commit(batch, Map.of(position, new StagePartition.Position(published, book)));
        batch.clear();
        show(published, ledger);
    }

    private void show(long published, Ledger ledger) {
        progress = new PipelineProgress.ListProgress(
                published,
                ledger.recorded(ListItem.Kind.ACCEPTED.name()),
                ledger.recorded(ListItem.Kind.REJECTED.name()),
                ledger.isEnded());
    }
}
