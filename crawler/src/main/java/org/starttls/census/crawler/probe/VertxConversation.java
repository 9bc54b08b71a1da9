package org.starttls.census.crawler.probe;

import io.netty.channel.ChannelPipeline;
import io.netty.channel.ConnectTimeoutException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.ConnectOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.starttls.census.crawler.probe.dialogue.BlindStarttls;
import org.starttls.census.crawler.probe.dialogue.Ending;
import org.starttls.census.crawler.probe.dialogue.Misbehaviour;
import org.starttls.census.crawler.probe.dialogue.NetworkCause;
import org.starttls.census.crawler.probe.dialogue.Patience;
import org.starttls.census.crawler.probe.dialogue.SkipReason;
import org.starttls.census.crawler.probe.dialogue.SmtpAction;
import org.starttls.census.crawler.probe.dialogue.SmtpConversation;
import org.starttls.census.crawler.probe.tls.NettyTlsSession;
import org.starttls.census.crawler.probe.tls.TlsEvidence;
import org.starttls.census.crawler.probe.tls.TlsListener;

/**
 * Moves bytes and deadlines between one connection and one {@link SmtpConversation}, and decides nothing itself. Owned by
 * its event loop.
 */
final class VertxConversation implements TlsListener {
    /** Milliseconds after which the system gives up a connect that we gave up before: twice our limit, at least this. */
    private static final int CONNECT_CLEANUP_MS = 1_000;

    private static final String CALLBACK_METER = "callback-meter";

    private final VertxLoop loop;
    private final ProbeTarget target;
    private final InetAddress address;
    private final CompletableFuture<ProbeObservation> observation;
    private final SmtpConversation talk;
    private final Instant startedAt;
    private final long startNanos = System.nanoTime();
    private final Meter meter = new Meter();
    private final NettyCallbackMeter cpu;
    private Optional<NetworkCause> reset = Optional.empty();
    private NetSocket socket;
    private NettyTlsSession tls;
    private Patience patience;
    private Duration limit;
    private long deadline;
    private long sessionDeadline;
    private int place;
    private boolean over;

    /** Readings in nanoseconds since the start, -1 for those that were not taken. */
    private static final class Meter {
        private long connected = -1;
        private long greeted = -1;
        private long upgrade = -1;
        private long secured = -1;
        private long plainIn;
        private long plainOut;

        static Optional<Duration> between(long from, long to) {
            return from < 0 || to < 0 ? Optional.empty() : Optional.of(Duration.ofNanos(to - from));
        }
    }

    VertxConversation(
            VertxLoop loop, ProbeTarget target, InetAddress address, CompletableFuture<ProbeObservation> observation) {
        this.loop = loop;
        this.target = target;
        this.address = address;
        this.observation = observation;
        this.talk = new SmtpConversation(loop.settings().ehloName(), blindStarttls(loop, target.purpose()));
        this.startedAt = loop.clock().instant();
        this.cpu = new NettyCallbackMeter(loop.callbackMeter());
    }

    /** Once for a host that does not offer it; its samples only look whether another backend does. */
    private static BlindStarttls blindStarttls(VertxLoop loop, Purpose purpose) {
        return purpose == Purpose.SAMPLE ? BlindStarttls.OFF : loop.settings().blindStarttls();
    }

    void start() {
        cpu.measure(this::connect);
    }

    private void connect() {
        loop.join(this);
        sessionDeadline = loop.loopClock().deadline(loop.settings().limits().session());
        guarded(() -> {
            Optional<SkipReason> refusal = loop.permit().refusal(address);
            if (refusal.isPresent()) {
                leave();
                observation.complete(
                        ProbeObservation.withoutContact(target, startedAt, new Ending.Skipped(refusal.get())));
                return;
            }
            arm();
            long cleanup = 2 * loop.settings().limits().connect().toMillis();
            loop.client(address)
                    .connect(new ConnectOptions()
                            .setRemoteAddress(
                                    SocketAddress.inetSocketAddress(new InetSocketAddress(address, target.port())))
                            .setTimeout((int) Math.max(CONNECT_CLEANUP_MS, Math.min(cleanup, Integer.MAX_VALUE))))
                    .onSuccess(connection -> cpu.measure(() -> connected(connection)))
                    .onFailure(cause -> cpu.measure(() -> guarded(() -> notConnected(cause))));
        });
    }

    void place(int newPlace) {
        place = newPlace;
    }

    void tick(long livedNanos) {
        if (livedNanos >= sessionDeadline) {
            late(loop.settings().limits().session());
        } else if (livedNanos >= deadline) {
            late(limit);
        }
    }

    private void late(Duration waited) {
        cpu.measure(() -> guarded(() -> act(talk.late(waited))));
    }

    @Override
    public void secured() {
        meter.secured = now();
        guarded(() -> act(talk.secured()));
    }

    @Override
    public void failed() {
        guarded(() -> act(talk.tlsFailed(tls.failure())));
    }

    @Override
    public void closed() {
        guarded(this::lost);
    }

    private void connected(NetSocket connection) {
        if (over) {
            connection.close();
            return;
        }
        socket = connection;
        meter.connected = now();
        pipeline().addFirst(CALLBACK_METER, cpu);
        connection.handler(bytes -> guarded(() -> received(bytes)));
        connection.exceptionHandler(cause -> guarded(() -> troubled(cause)));
        connection.closeHandler(v -> closed());
        guarded(() -> act(talk.connected()));
    }

    /** By type. A refusal of our own system to bind or to open a socket is our fault. */
    private void notConnected(Throwable cause) {
        if (cause instanceof ConnectTimeoutException) {
            act(talk.late(loop.settings().limits().connect()));
        } else if (cause instanceof NoRouteToHostException) {
            act(talk.unreachable(NetworkCause.HOST_UNREACHABLE));
        } else if (cause instanceof BindException) {
            act(talk.fault(cause.getClass().getName()));
        } else if (cause instanceof ConnectException) {
            act(talk.unreachable(NetworkCause.CONNECTION_REFUSED));
        } else if (wasConnected(cause)) {
            meter.connected = now();
            act(talk.connected());
            act(talk.closed(NetworkCause.CONNECTION_RESET));
        } else if (cause instanceof SocketException) {
            act(talk.unreachable(NetworkCause.OTHER));
        } else {
            act(talk.fault(cause.getClass().getName()));
        }
    }

    /**
     * A peer that resets before our loop has looked: the connection stood, since a reset in answer to the SYN would be
     * "refused". The JDK has no type for it, so here, and nowhere else, the system's words decide; without them it would
     * depend on our load whether a peer is unreachable or disconnects.
     */
    private static boolean wasConnected(Throwable cause) {
        return cause instanceof SocketException
                && cause.getMessage() != null
                && cause.getMessage().startsWith("Connection reset");
    }

    private void received(Buffer bytes) {
        if (tls == null) {
            meter.plainIn += bytes.length();
        } else {
            tls.delivered();
        }
        boolean greeting = talk.patience() == Patience.GREETING;
        SmtpAction next = talk.received(bytes.getBytes());
        if (greeting && talk.evidence().greeting().isPresent()) {
            meter.greeted = now();
        }
        boolean flooded = bytesIn() > ProbeLimits.MAX_SESSION_BYTES && next.kind() == SmtpAction.Kind.AWAIT;
        act(flooded ? talk.broke(Misbehaviour.TOO_MANY_BYTES, "") : next);
    }

    private void troubled(Throwable cause) {
        if (tls != null) {
            tls.broke(cause);
        }
        if (cause instanceof IOException) {
            reset = Optional.of(NetworkCause.CONNECTION_RESET);
        }
    }

    private void lost() {
        NetworkCause cause = reset.orElse(NetworkCause.CLOSED_BY_PEER);
        Ending ending = tls == null ? new Ending.Disconnected(cause) : tls.failure();
        act(ending.kind() == Ending.Kind.DISCONNECTED ? talk.closed(cause) : talk.tlsFailed(ending));
    }

    private void act(SmtpAction action) {
        if (over) {
            return;
        }
        switch (action.kind()) {
            case AWAIT -> {}
            case SAY -> say(((SmtpAction.Say) action).command());
            case UPGRADE_TO_TLS -> {
                meter.upgrade = now();
                // The meter stays in front: what it measures includes the engine's work.
                pipeline().remove(CALLBACK_METER);
                tls = loop.tls(target).begin(pipeline(), target.mxHost(), this);
                pipeline().addFirst(CALLBACK_METER, cpu);
            }
            case HANG_UP -> {
                ((SmtpAction.HangUp) action).lastWord().ifPresent(this::say);
                hangUp();
                return;
            }
        }
        if (action.kind() == SmtpAction.Kind.SAY || talk.patience() != patience) {
            arm();
        }
    }

    private ChannelPipeline pipeline() {
        return ((NetSocketInternal) socket).channelHandlerContext().pipeline();
    }

    /** A failed write needs no answer here: the connection's end, which follows it, is what counts. */
    private void say(String command) {
        Buffer line = Buffer.buffer(command + "\r\n");
        if (tls == null) {
            meter.plainOut += line.length();
        }
        socket.write(line);
    }

    private void arm() {
        patience = talk.patience();
        limit = loop.settings().limits().of(patience);
        deadline = loop.loopClock().deadline(limit);
    }

    /** The observation is complete once the connection is closed: an address has one connection at a time. */
    private void hangUp() {
        ProbeObservation seen = observe();
        leave();
        if (socket == null) {
            observation.complete(seen);
        } else {
            socket.close().onComplete(closed -> observation.complete(seen));
        }
    }

    /** Ends without an observation: the program stops, or a fault left nothing to observe. */
    void abandon() {
        if (!over) {
            leave();
        }
        if (socket != null) {
            socket.close();
        }
    }

    private void leave() {
        over = true;
        loop.leave(this, place);
    }

    private ProbeObservation observe() {
        Optional<TlsEvidence> handshake = Optional.ofNullable(tls).map(NettyTlsSession::evidence);
        ProbeMeter measured = new ProbeMeter(
                Meter.between(0, meter.connected),
                Meter.between(meter.connected, meter.greeted),
                Meter.between(meter.upgrade, meter.secured),
                Duration.ofNanos(now()),
                cpu.used(),
                bytesIn(),
                meter.plainOut + (tls == null ? 0 : tls.bytesOut()));
        return new ProbeObservation(
                target,
                startedAt,
                talk.stage(),
                talk.ending().orElseThrow(),
                talk.evidence(),
                handshake,
                measured,
                talk.transcript());
    }

    private long bytesIn() {
        return meter.plainIn + (tls == null ? 0 : tls.bytesIn());
    }

    private long now() {
        return System.nanoTime() - startNanos;
    }

    /** The one place where a fault of ours is caught: it ends this conversation, as a fault of ours, and no other. */
    private void guarded(Runnable step) {
        if (over) {
            return;
        }
        try {
            step.run();
        } catch (RuntimeException fault) {
            try {
                act(talk.fault(fault.getClass().getName()));
            } catch (RuntimeException again) {
                fault.addSuppressed(again);
                abandon();
                observation.completeExceptionally(fault);
            }
        }
    }
}
