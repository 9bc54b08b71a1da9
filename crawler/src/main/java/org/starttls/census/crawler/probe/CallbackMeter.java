package org.starttls.census.crawler.probe;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** CPU time that one callback of an event loop used at most, whoever it was for. One for each loop; any thread may ask. */
final class CallbackMeter {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final boolean CAN_MEASURE =
            THREADS.isCurrentThreadCpuTimeSupported() && THREADS.isThreadCpuTimeEnabled();

    private final AtomicLong longestNanos = new AtomicLong();

    /** CPU time that the calling thread has used; always zero if this machine cannot measure it. */
    static long cpuNanos() {
        return CAN_MEASURE ? THREADS.getCurrentThreadCpuTime() : 0;
    }

    /** Zero if this machine cannot measure it. */
    Duration longest() {
        return Duration.ofNanos(longestNanos.get());
    }

    /** Runs on the calling thread, measured. */
    void measure(Runnable callback) {
        long before = cpuNanos();
        try {
            callback.run();
        } finally {
            took(cpuNanos() - before);
        }
    }

    /** Notes what a callback used. */
    void took(long nanos) {
        if (nanos > longestNanos.get()) {
            longestNanos.accumulateAndGet(nanos, Math::max);
        }
    }
}
