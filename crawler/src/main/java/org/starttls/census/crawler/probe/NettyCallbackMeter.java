package org.starttls.census.crawler.probe;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import java.time.Duration;

/**
 * CPU time that one conversation used on its event loop: everything that connecting, each read and each deadline lead to,
 * the TLS engine's work included. In front of the connection's pipeline. What the row of the conversation costs
 * afterwards, and the threads of others, are not in it. Owned by its event loop; sharable only so that it can be taken out
 * and put in front again.
 */
@ChannelHandler.Sharable
final class NettyCallbackMeter extends ChannelDuplexHandler {
    private static final long NOT_RUNNING = -1;

    private final CallbackMeter loop;
    private long usedNanos;
    private long begunNanos = NOT_RUNNING;

    /**
     * @param loop hears of each callback
     */
    NettyCallbackMeter(CallbackMeter loop) {
        this.loop = loop;
    }

    /** So far, the callback that is running included; zero if this machine cannot measure it. */
    Duration used() {
        long running = begunNanos == NOT_RUNNING ? 0 : CallbackMeter.cpuNanos() - begunNanos;
        return Duration.ofNanos(usedNanos + running);
    }

    /** Runs on the calling thread, measured; inside a callback that is measured, as part of it. */
    void measure(Runnable callback) {
        if (begunNanos != NOT_RUNNING) {
            callback.run();
            return;
        }
        begunNanos = CallbackMeter.cpuNanos();
        try {
            callback.run();
        } finally {
            long used = CallbackMeter.cpuNanos() - begunNanos;
            begunNanos = NOT_RUNNING;
            usedNanos += used;
            loop.took(used);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        measure(() -> context.fireChannelRead(message));
    }

    /** What was said in answer is written here. */
    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        measure(context::fireChannelReadComplete);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        measure(context::fireChannelInactive);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        measure(() -> context.fireExceptionCaught(cause));
    }
}
