package org.starttls.census.crawler.stream;

import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;

/**
 * A record on its way to a topic.
 *
 * @param key of a task, which decided the partition; empty for the rest
 */
record Sending(Destination to, String key, SpecificRecord value) {
    Sending {
        Objects.requireNonNull(to);
        Objects.requireNonNull(key);
        Objects.requireNonNull(value);
    }
}
