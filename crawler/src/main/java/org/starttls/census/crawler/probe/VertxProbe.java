package org.starttls.census.crawler.probe;

import io.netty.util.NetUtil;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.starttls.census.crawler.probe.tls.TlsEngines;

/**
 * Probes over Vert.x, on several event loops. Each conversation stays on one loop from connect to close, so nothing in it
 * is shared. Safe for any thread.
 */
public final class VertxProbe implements Prober {
    private final List<VertxLoop> loops = new ArrayList<>();
    private final AtomicInteger turn = new AtomicInteger();

    /**
     * @param permit asked right before each connect, on an event loop
     * @param tls the clients of the process
     * @param clock wall clock, for {@link ProbeObservation#startedAt}
     */
    public VertxProbe(Vertx vertx, ProbeSettings settings, ConnectPermit permit, TlsEngines tls, Clock clock) {
        for (int i = 0; i < settings.eventLoops(); i++) {
            loops.add(new VertxLoop(
                    vertx, ((VertxInternal) vertx).createEventLoopContext(), settings, permit, tls, clock));
        }
    }

    @Override
    public CompletionStage<ProbeObservation> probe(ProbeTarget target) {
        byte[] literal = NetUtil.createByteArrayFromIpAddressString(target.address());
        if (literal == null) {
            return CompletableFuture.failedFuture(
                    new IllegalArgumentException("no literal address: " + target.address()));
        }
        CompletableFuture<ProbeObservation> observation = new CompletableFuture<>();
        VertxLoop loop = loops.get(Math.floorMod(turn.getAndIncrement(), loops.size()));
        loop.start(target, address(literal), observation);
        return observation;
    }

    /** CPU time that a callback of an event loop used at most: what it takes, other conversations wait. */
    public Duration longestCallback() {
        return loops.stream()
                .map(loop -> loop.callbackMeter().longest())
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    /** Closes every connection. The stages of conversations in flight never complete. */
    public CompletionStage<Void> close() {
        return Future.all(loops.stream().map(VertxLoop::close).toList())
                .<Void>mapEmpty()
                .toCompletionStage();
    }

    private static InetAddress address(byte[] literal) {
        try {
            return InetAddress.getByAddress(literal);
        } catch (java.net.UnknownHostException e) {
            throw new IllegalStateException("4 or 16 bytes are an address", e);
        }
    }
}
