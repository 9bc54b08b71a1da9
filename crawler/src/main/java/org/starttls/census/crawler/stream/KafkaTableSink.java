package org.starttls.census.crawler.stream;

import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.avro.generic.GenericRecord;
import org.starttls.census.schemas.EndMark;
import org.starttls.census.schemas.Table;

/**
 * Copies the rows of all tables from their topics into files, and closes a table when each of its producers has ended
 * it. It commits nothing: the files in place say where to go on.
 */
final class KafkaTableSink extends KafkaPart {
    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaConnection connection;
    private final KafkaTopics topics;
    private final Topology topology;
    private final String name;
    private final TableStore store;
    private final AvroCodec codec = new AvroCodec();
    private final Map<Destination, Writing> writing = new HashMap<>();
    private volatile Map<Table, Long> rows = Map.of();

    /** A table and the ends it has met, those of earlier files included. */
    private record Writing(Table table, TableStore.TableFiles files, Map<String, Long> ends) {}

    KafkaTableSink(
            KafkaConnection connection,
            KafkaTopics topics,
            Topology topology,
            String campaignId,
            TableStore store,
            Halt halt) {
        super(halt);
        this.connection = connection;
        this.topics = topics;
        this.topology = topology;
        this.name = campaignId + "-sink";
        this.store = store;
    }

    /** Rows taken over. Any thread. */
    Map<Table, Long> rows() {
        return rows;
    }

    @Override
    boolean work() throws PipelineException {
        try (KafkaReader reader = new KafkaReader(connection, topics, name)) {
            Map<Destination, Long> from = new HashMap<>();
            for (Table table : Topology.TABLES) {
                Destination topic = new Destination(table.topic(), 0);
                TableStore.TableFiles files = store.open(table, topics.idOf(table.topic()), topic.partition());
                writing.put(topic, new Writing(table, files, new HashMap<>(files.ended())));
                from.put(topic, files.nextOffset());
            }
            reader.assign(from);
            showRows();
            Set<String> producers = topology.producersOfTables();
            while (order() == Halt.Order.GO_ON && !isEnded(producers)) {
                reader.poll(POLL, this::take);
                showRows();
            }
            if (order() != Halt.Order.GO_ON) {
                return false;
            }
            for (Writing one : writing.values()) {
                finish(one);
            }
            return true;
        } catch (IOException e) {
            throw new PipelineException.ResumeLater("the tables cannot be written", e);
        } finally {
            closeAll();
        }
    }

    private boolean isEnded(Set<String> producers) {
        return writing.values().stream().allMatch(one -> one.ends().keySet().containsAll(producers));
    }

    private void take(Destination from, long offset, byte[] value) throws PipelineException {
        Writing one = writing.get(from);
        GenericRecord record = codec.decodeGeneric(value);
        try {
            if (record.getSchema().equals(EndMark.SCHEMA$)) {
                String producer = record.get("producer").toString();
                long written = (Long) record.get("records");
                one.files().end(offset, producer, written);
                one.ends().put(producer, written);
            } else {
                one.files().append(offset, record);
            }
        } catch (IOException e) {
            throw new PipelineException.ResumeLater("the table " + one.table().tableName() + " cannot be written", e);
        }
    }

    private static void finish(Writing one) throws PipelineException, IOException {
        long written = one.ends().values().stream().mapToLong(Long::longValue).sum();
        if (written != one.files().rows()) {
            throw new PipelineException.Unbalanced("the producers of the table "
                    + one.table().tableName() + " wrote " + written + " rows, and "
                    + one.files().rows() + " are in its files");
        }
        one.files().finish();
    }

    private void showRows() {
        Map<Table, Long> now = new EnumMap<>(Table.class);
        writing.values().forEach(one -> now.put(one.table(), one.files().rows()));
        rows = now;
    }

    /** Drops what is not in place. What a failing disk keeps of it is removed when the table is opened again. */
    private void closeAll() {
        for (Writing one : writing.values()) {
            try {
                one.files().close();
            } catch (IOException e) {
                // The reason that matters is on its way to the user.
            }
        }
    }
}
