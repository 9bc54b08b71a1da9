package org.starttls.census.crawler.stream;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads committed records of partitions assigned by hand. For one thread. */
final class KafkaReader implements AutoCloseable {
    private static final int FETCH_MAX_BYTES = 4 << 20;

    private final KafkaTopics topics;
    private final KafkaConsumer<byte[], byte[]> consumer;

    /** What is done with a record. */
    interface Taker {
        void take(Destination from, long offset, byte[] value) throws PipelineException;
    }

    /** @param name of the group whose positions are asked for */
    KafkaReader(KafkaConnection connection, KafkaTopics topics, String name) {
        this.topics = topics;
        Map<String, Object> properties = new HashMap<>(connection.properties());
        properties.put("client.id", name);
        properties.put("group.id", name);
        properties.put("isolation.level", "read_committed");
        properties.put("enable.auto.commit", false);
        properties.put("auto.offset.reset", "none");
        properties.put("max.poll.records", Source.MAX_READ_AHEAD);
        properties.put("fetch.max.bytes", FETCH_MAX_BYTES);
        properties.put("max.partition.fetch.bytes", FETCH_MAX_BYTES / 4);
        properties.put("fetch.max.wait.ms", 100);
        properties.put("default.api.timeout.ms", 30_000);
        properties.put("enable.metrics.push", false);
        this.consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Under which positions are committed. */
    ConsumerGroupMetadata group() {
        return consumer.groupMetadata();
    }

    /** What was committed last; nothing for partitions without a commit. */
    Map<Destination, StagePartition.Position> committed(Collection<Destination> partitions) {
        Set<TopicPartition> asked = partitions.stream().map(topics::partition).collect(Collectors.toSet());
        Map<Destination, StagePartition.Position> positions = new HashMap<>();
        for (Map.Entry<TopicPartition, OffsetAndMetadata> one :
                consumer.committed(asked).entrySet()) {
            if (one.getValue() != null) {
                positions.put(
                        topics.destination(one.getKey()),
                        new StagePartition.Position(
                                one.getValue().offset(), one.getValue().metadata()));
            }
        }
        return positions;
    }

    /** Reads these partitions from these offsets on, and no others. */
    void assign(Map<Destination, Long> from) {
        consumer.assign(from.keySet().stream().map(topics::partition).collect(Collectors.toSet()));
        from.forEach((partition, offset) -> consumer.seek(topics.partition(partition), offset));
    }

    /** Offset behind the last committed record of each. */
    Map<Destination, Long> ends(Collection<Destination> partitions) {
        Map<Destination, Long> ends = new HashMap<>();
        consumer.endOffsets(partitions.stream().map(topics::partition).toList())
                .forEach((partition, end) -> ends.put(topics.destination(partition), end));
        return ends;
    }

    /** Hands over what has arrived, each partition in order. */
    void poll(Duration patience, Taker taker) throws PipelineException {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(patience)) {
            taker.take(
                    topics.destination(new TopicPartition(record.topic(), record.partition())),
                    record.offset(),
                    record.value());
        }
    }

    /** Reads until each partition has passed its offset. */
    void pollUntil(Map<Destination, Long> targets, Taker taker) throws PipelineException {
        Map<Destination, Long> left = new HashMap<>(targets);
        left.values().removeIf(target -> target == 0);
        while (true) {
            left.entrySet().removeIf(one -> consumer.position(topics.partition(one.getKey())) >= one.getValue());
            if (left.isEmpty()) {
                return;
            }
            poll(Duration.ofMillis(100), taker);
        }
    }

    /** Reads on from exactly those that are not full. */
    void pause(Set<Destination> full) {
        Set<TopicPartition> wanted = full.stream().map(topics::partition).collect(Collectors.toSet());
        Set<TopicPartition> paused = new HashSet<>(consumer.paused());
        Set<TopicPartition> resume = new HashSet<>(paused);
        resume.removeAll(wanted);
        wanted.removeAll(paused);
        if (!resume.isEmpty()) {
            consumer.resume(resume);
        }
        if (!wanted.isEmpty()) {
            consumer.pause(wanted);
        }
    }

    /** Position committed for one partition. */
    Optional<StagePartition.Position> committed(Destination partition) {
        return Optional.ofNullable(committed(Set.of(partition)).get(partition));
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ZERO));
    }
}
