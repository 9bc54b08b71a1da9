package org.starttls.census.crawler.stream;

import java.util.Optional;

/** Whether the parts of a pipeline go on, and why not. Any thread. */
final class Halt {
    /** What a part does next. */
    enum Order {
        GO_ON,
        /** Commit what is collected, and end. */
        STOP,
        /** End at once: nothing can or may be committed any more. */
        ABANDON
    }

    private Order order = Order.GO_ON;
    private PipelineException cause;

    synchronized Order order() {
        return order;
    }

    synchronized void stop() {
        if (order == Order.GO_ON) {
            order = Order.STOP;
        }
    }

    /** The first cause counts: what follows from it is no news. */
    synchronized void abandon(PipelineException why) {
        order = Order.ABANDON;
        if (cause == null) {
            cause = why;
        }
    }

    /** Ends at once without a fault, as a crash would: for tests of what comes after one. */
    synchronized void abandon() {
        order = Order.ABANDON;
    }

    synchronized Optional<PipelineException> cause() {
        return Optional.ofNullable(cause);
    }
}
