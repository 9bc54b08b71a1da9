package org.starttls.census.crawler.stream;

import java.util.Objects;

/** One partition of a topic of the campaign. */
record Destination(String topic, int partition) implements Comparable<Destination> {
    Destination {
        Objects.requireNonNull(topic);
    }

    @Override
    public int compareTo(Destination other) {
        int byTopic = topic.compareTo(other.topic);
        return byTopic != 0 ? byTopic : Integer.compare(partition, other.partition);
    }

    /** As the books name it: {@code TOPIC/PARTITION}. */
    @Override
    public String toString() {
        return topic + "/" + partition;
    }
}
