package org.starttls.census.crawler.stream;

import org.apache.kafka.common.KafkaException;

/** One part of the pipeline on a thread of its own. Whatever ends it early halts the others, with a cause by its kind. */
abstract class KafkaPart implements Runnable {
    private final Halt halt;
    private volatile boolean complete;

    KafkaPart(Halt halt) {
        this.halt = halt;
    }

    /** Works to the end, or until told to halt; returns whether that was the end. */
    abstract boolean work() throws PipelineException, InterruptedException;

    @Override
    public final void run() {
        try {
            complete = work();
        } catch (PipelineException e) {
            halt.abandon(e);
        } catch (KafkaException e) {
            halt.abandon(new PipelineException.ResumeLater("Kafka failed", e));
        } catch (InterruptedException e) {
            halt.abandon(new PipelineException.OwnFault("a thread of the pipeline was interrupted", e));
        } catch (RuntimeException | Error e) {
            halt.abandon(new PipelineException.OwnFault("a part of the pipeline failed", e));
        }
    }

    Halt.Order order() {
        return halt.order();
    }

    /** Whether all of its work is done and committed. Any thread. */
    boolean isComplete() {
        return complete;
    }
}
