package org.starttls.census.crawler.stream;

import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;

/**
 * The whole way of the data in one JVM: publisher, stages, sink, each on a thread of its own. Started on a campaign's
 * topics anew or on what an earlier one left: it goes on there.
 */
public final class Pipeline implements AutoCloseable {
    private Pipeline() {}

    /**
     * Starts all parts.
     *
     * @param stages in the order of the data: a stage may feed only later ones
     * @param list opens the list at its beginning, the same lines in the same order on resume; its iterator is used
     *     by one thread, may block, and says by an {@link java.io.UncheckedIOException} that the list cannot be read
     */
    public static Pipeline start(
            PipelineSettings settings,
            KafkaConnection connection,
            List<? extends Stage<?>> stages,
            Supplier<Iterator<ListItem>> list,
            TableStore store)
            throws PipelineException {
        throw new UnsupportedOperationException();
    }

    /** Committed counts at this moment. Any thread. */
    public PipelineProgress progress() {
        throw new UnsupportedOperationException();
    }

    /** Asks all parts to stop at their next commit and returns at once. What is in flight is repeated on resume. */
    public void stop() {}

    /** Asks all parts to stop because something they depend on is gone; {@link #await} then says so. */
    public void fail(PipelineException cause) {}

    /**
     * Waits until all parts are done or stopped.
     *
     * @return the final counts; complete, or not if {@link #stop} was called before the end
     */
    public PipelineProgress await() throws PipelineException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    /** Stops, and waits. */
    @Override
    public void close() {}
}
