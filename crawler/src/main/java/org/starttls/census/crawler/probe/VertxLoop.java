package org.starttls.census.crawler.probe;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.starttls.census.crawler.probe.tls.NettyTls;
import org.starttls.census.crawler.probe.tls.TlsEngines;

/**
 * One event loop: its clock, its clients, the conversations it holds. All but {@link #start} and {@link #close} runs on
 * the loop's thread. Clients are kept here for good: Vert.x closes a client that nobody holds, with its connections.
 */
final class VertxLoop {
    private final Vertx vertx;
    private final Context context;
    private final ProbeSettings settings;
    private final ConnectPermit permit;
    private final TlsEngines tls;
    private final CallbackMeter callbackMeter = new CallbackMeter();
    private final Clock clock;
    private final LoopClock loopClock = new LoopClock(System.nanoTime());
    private final List<Source> sources = new ArrayList<>();
    private final List<VertxConversation> live = new ArrayList<>();
    private long timer;

    /** A client and the family it can reach; a client without a source address reaches both. */
    private record Source(NetClient client, InetAddress address) {
        boolean reaches(InetAddress target) {
            return address == null || address instanceof Inet4Address == target instanceof Inet4Address;
        }
    }

    VertxLoop(Vertx vertx, Context context, ProbeSettings settings, ConnectPermit permit, TlsEngines tls, Clock clock) {
        this.vertx = vertx;
        this.context = context;
        this.settings = settings;
        this.permit = permit;
        this.tls = tls;
        this.clock = clock;
        if (settings.sourceAddresses().isEmpty()) {
            sources.add(new Source(vertx.createNetClient(options()), null));
        }
        for (InetAddress address : settings.sourceAddresses()) {
            NetClientOptions options = options().setLocalAddress(address.getHostAddress());
            sources.add(new Source(vertx.createNetClient(options), address));
        }
        context.runOnContext(v -> timer = vertx.setPeriodic(LoopClock.TICK.toMillis(), id -> tick()));
    }

    /** Called from any thread. */
    void start(ProbeTarget target, InetAddress address, CompletableFuture<ProbeObservation> observation) {
        context.runOnContext(v -> new VertxConversation(this, target, address, observation).start());
    }

    /** Conversations in flight are closed and never observed: whoever stops us does them again. */
    Future<Void> close() {
        Promise<Void> abandoned = Promise.promise();
        context.runOnContext(v -> {
            vertx.cancelTimer(timer);
            List.copyOf(live).forEach(VertxConversation::abandon);
            abandoned.complete();
        });
        return abandoned
                .future()
                .compose(v -> Future.all(
                        sources.stream().map(source -> source.client().close()).toList()))
                .mapEmpty();
    }

    void join(VertxConversation conversation) {
        conversation.place(live.size());
        live.add(conversation);
    }

    /** The last one takes the free place. */
    void leave(VertxConversation conversation, int place) {
        VertxConversation last = live.remove(live.size() - 1);
        if (last != conversation) {
            live.set(place, last);
            last.place(place);
        }
    }

    NetClient client(InetAddress target) {
        List<Source> able =
                sources.stream().filter(source -> source.reaches(target)).toList();
        if (able.isEmpty()) {
            throw new IllegalStateException("no source address of the family of " + target);
        }
        return able.get(Math.floorMod(target.hashCode(), able.size())).client();
    }

    LoopClock loopClock() {
        return loopClock;
    }

    ProbeSettings settings() {
        return settings;
    }

    ConnectPermit permit() {
        return permit;
    }

    CallbackMeter callbackMeter() {
        return callbackMeter;
    }

    NettyTls tls(ProbeTarget target) {
        return tls.of(target.purpose(), target.attempt());
    }

    Clock clock() {
        return clock;
    }

    /** From the end, since who is late leaves and the last one takes its place. */
    private void tick() {
        callbackMeter.measure(this::tickAll);
    }

    private void tickAll() {
        loopClock.tick(System.nanoTime());
        for (int i = live.size() - 1; i >= 0; i--) {
            if (i < live.size()) {
                live.get(i).tick(loopClock.livedNanos());
            }
        }
    }

    private static NetClientOptions options() {
        return new NetClientOptions().setTcpNoDelay(true);
    }
}
