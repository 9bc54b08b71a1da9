package org.starttls.census.crawler.probe;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * CPU time that one callback of an event loop used at most: everything that the bytes of one read lead to, the TLS engine's
 * work included. In front of a connection's pipeline. One for all connections; any thread may ask.
 */
@ChannelHandler.Sharable
final class NettyCallbackMeter extends ChannelDuplexHandler {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final boolean CAN_MEASURE =
            THREADS.isCurrentThreadCpuTimeSupported() && THREADS.isThreadCpuTimeEnabled();

    private final AtomicLong longestNanos = new AtomicLong();

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
            long used = cpuNanos() - before;
            if (used > longestNanos.get()) {
                longestNanos.accumulateAndGet(used, Math::max);
            }
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        measure(() -> context.fireChannelRead(message));
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        measure(context::fireChannelInactive);
    }

    private static long cpuNanos() {
        return CAN_MEASURE ? THREADS.getCurrentThreadCpuTime() : 0;
    }
}
