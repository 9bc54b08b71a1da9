package org.starttls.census.crawler.stream;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.starttls.census.schemas.WorkTopic;

/**
 * The whole way of the data in one JVM: publisher, stages, sink, each on a thread of its own. Started on a campaign's
 * topics anew or on what an earlier one left: it goes on there.
 */
public final class Pipeline implements AutoCloseable {
    private final Halt halt;
    private final KafkaListPublisher publisher;
    private final List<KafkaStageLoop<?>> loops;
    private final KafkaTableSink sink;
    private final List<Thread> threads = new ArrayList<>();

    private Pipeline(Halt halt, KafkaListPublisher publisher, List<KafkaStageLoop<?>> loops, KafkaTableSink sink) {
        this.halt = halt;
        this.publisher = publisher;
        this.loops = loops;
        this.sink = sink;
    }

    /**
     * Makes the topics that are missing and starts all parts.
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
            throws PipelineException, InterruptedException {
        Topology topology = new Topology(stages.stream().map(Stage::input).toList(), settings.waitingClasses());
        String id = settings.campaignId();
        KafkaTopics topics = KafkaTopics.create(connection, id, topology);
        Halt halt = new Halt();
        List<KafkaStageLoop<?>> loops = new ArrayList<>();
        for (Stage<?> stage : stages) {
            loops.add(loop(connection, topics, topology, settings, stage, halt));
        }
        Pipeline pipeline = new Pipeline(
                halt,
                new KafkaListPublisher(connection, topics, topology, id, list, halt),
                loops,
                new KafkaTableSink(connection, topics, topology, id, store, halt));
        pipeline.startThreads();
        return pipeline;
    }

    private static <T extends SpecificRecord> KafkaStageLoop<T> loop(
            KafkaConnection connection,
            KafkaTopics topics,
            Topology topology,
            PipelineSettings settings,
            Stage<T> stage,
            Halt halt) {
        return new KafkaStageLoop<>(connection, topics, topology, settings, stage, halt);
    }

    private void startThreads() {
        threads.add(new Thread(publisher, "list"));
        loops.forEach(
                loop -> threads.add(new Thread(loop, "stage-" + loop.input().topic())));
        threads.add(new Thread(sink, "sink"));
        threads.forEach(thread -> {
            thread.setDaemon(true);
            thread.start();
        });
    }

    /** Committed counts at this moment. Any thread. */
    public PipelineProgress progress() {
        Map<WorkTopic, Book> books = new EnumMap<>(WorkTopic.class);
        loops.forEach(loop -> books.put(loop.input(), loop.book()));
        Optional<Instant> nextDue =
                loops.stream().map(KafkaStageLoop::nextDue).reduce(Optional.empty(), StagePartition::earlier);
        return new PipelineProgress(publisher.progress(), books, sink.rows(), nextDue, isComplete());
    }

    private boolean isComplete() {
        return publisher.isComplete() && loops.stream().allMatch(KafkaPart::isComplete) && sink.isComplete();
    }

    /** Asks all parts to stop at their next commit and returns at once. What is in flight is repeated on resume. */
    public void stop() {
        halt.stop();
    }

    /** Asks all parts to stop because something they depend on is gone; {@link #await} then says so. */
    public void fail(PipelineException cause) {
        halt.abandon(cause);
    }

    /** Ends as a crash would: nothing more is committed. */
    void abandon() {
        halt.abandon();
    }

    /**
     * Waits until all parts are done or stopped.
     *
     * @return the final counts; complete, or not if {@link #stop} was called before the end
     */
    public PipelineProgress await() throws PipelineException, InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
        Optional<PipelineException> cause = halt.cause();
        if (cause.isPresent()) {
            throw cause.get();
        }
        PipelineProgress progress = progress();
        if (progress.complete() && !progress.balances()) {
            throw new PipelineException.Unbalanced(
                    "all parts ended, but the books do not balance: " + progress.books());
        }
        return progress;
    }

    /** Stops, and waits. */
    @Override
    public void close() {
        stop();
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
