package org.starttls.census.crawler.stream;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.starttls.census.schemas.WorkTopic;

/**
 * Writes a batch of records and the positions that belong to it, both or neither. A transaction lasts no longer than the
 * writing, so a slow stage cannot let it expire. For one thread.
 */
final class KafkaWriter implements AutoCloseable {
    /** Life of a transaction whose writer died; so long its successor may have to wait. */
    private static final Duration TRANSACTION_LIMIT = Duration.ofSeconds(10);

    /** Longest wait for a broker that does not answer; then the campaign stops, to be resumed. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final KafkaTopics topics;
    private final AvroCodec codec;
    private final ConsumerGroupMetadata group;
    private final KafkaProducer<byte[], byte[]> producer;

    /**
     * Opens the writer and fences any earlier one of the same name: what that had not committed never happened.
     *
     * @param reader whose positions are committed, and whose name the writer takes
     */
    KafkaWriter(KafkaConnection connection, KafkaTopics topics, AvroCodec codec, KafkaReader reader) {
        this.topics = topics;
        this.codec = codec;
        this.group = reader.group();
        String name = group.groupId();
        Map<String, Object> properties = new HashMap<>(connection.properties());
        properties.put("client.id", name);
        properties.put("transactional.id", name);
        properties.put("transaction.timeout.ms", Math.toIntExact(TRANSACTION_LIMIT.toMillis()));
        properties.put("max.block.ms", PATIENCE.toMillis());
        properties.put("delivery.timeout.ms", Math.toIntExact(PATIENCE.toMillis()));
        properties.put("request.timeout.ms", Math.toIntExact(PATIENCE.toMillis() / 3));
        properties.put("linger.ms", 5);
        properties.put("batch.size", 1 << 16);
        properties.put("compression.type", "zstd");
        // A record is at most an SMTP session's evidence: transcript and certificates have limits far below.
        properties.put("max.request.size", 1 << 22);
        properties.put("enable.metrics.push", false);
        this.producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
        try {
            producer.initTransactions();
        } catch (RuntimeException e) {
            producer.close(Duration.ZERO);
            throw e;
        }
    }

    /** Partition of a key on every work topic. */
    static int partitionOf(String key) {
        return BuiltInPartitioner.partitionForKey(key.getBytes(StandardCharsets.UTF_8), WorkTopic.PARTITIONS);
    }

    /** Writes all of it, in order. After an exception nothing of it may be taken as written: the writer is done for. */
    void commit(List<Sending> records, Map<Destination, StagePartition.Position> positions) {
        producer.beginTransaction();
        for (Sending record : records) {
            TopicPartition to = topics.partition(record.to());
            byte[] key = record.key().isEmpty() ? null : record.key().getBytes(StandardCharsets.UTF_8);
            // A failure comes back from commitTransaction, which sends nothing until all are acknowledged.
            var unused =
                    producer.send(new ProducerRecord<>(to.topic(), to.partition(), key, codec.encode(record.value())));
        }
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        positions.forEach((from, position) ->
                offsets.put(topics.partition(from), new OffsetAndMetadata(position.offset(), position.metadata())));
        producer.sendOffsetsToTransaction(offsets, group);
        producer.commitTransaction();
    }

    /** Waits for nothing: what is not committed is void. */
    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}
