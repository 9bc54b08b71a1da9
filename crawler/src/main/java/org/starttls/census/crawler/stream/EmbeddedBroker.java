package org.starttls.census.crawler.stream;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/** A single-node Kafka of our own on loopback, a child process whose data lie in a folder. */
public final class EmbeddedBroker implements AutoCloseable {
    private EmbeddedBroker() {}

    /**
     * Starts a broker on the data in the folder, or on none yet, and waits until it is ready.
     *
     * @param home where the program's parts lie (system property census.home)
     * @param folder the broker's own; the same one on resume
     */
    public static EmbeddedBroker start(Path home, Path folder) throws PipelineException {
        throw new UnsupportedOperationException();
    }

    public KafkaConnection connection() {
        throw new UnsupportedOperationException();
    }

    /** Completes when the process ends, by whatever cause. */
    public CompletableFuture<Void> gone() {
        throw new UnsupportedOperationException();
    }

    /** Stops the broker and waits for its end. Its data stay. */
    @Override
    public void close() {}
}
