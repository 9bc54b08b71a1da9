package org.starttls.census.lab.play;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.channel.ChannelHandler;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.starttls.census.lab.dns.NettyDnsServer;
import org.starttls.census.lab.pki.BouncycastleAuthorities;
import org.starttls.census.lab.smtp.NettyMailServers;
import org.starttls.census.lab.smtp.SessionRecord;

/** Servers that follow transcripts, with the zones that lead to them. */
public final class TranscriptLab implements AutoCloseable {
    private static final int EVENT_LOOPS = 2;
    private static final String LIST = "domains.csv";
    private static final String TRUST_STORE = "trust-store.pem";

    private final Path work;
    private final EventLoopGroup loops;
    private final NettyDnsServer dns;
    private final NettyMailServers mail;
    private final AtomicBoolean isClosed = new AtomicBoolean();

    private TranscriptLab(Path work, EventLoopGroup loops, NettyDnsServer dns, NettyMailServers mail) {
        this.work = work;
        this.loops = loops;
        this.dns = dns;
        this.mail = mail;
    }

    /**
     * Reads the transcripts, writes the list of domains and the trust store, then opens the sockets.
     *
     * @param folders of transcripts; names must differ
     * @param work exists
     * @param log hears of each session at its end, on an event loop
     * @throws IllegalArgumentException if a transcript cannot be read, naming file and line
     */
    public static TranscriptLab start(List<Path> folders, Path work, Consumer<SessionRecord> log) throws IOException {
        List<Behaviour> behaviours = new ArrayList<>();
        for (Path folder : folders) {
            behaviours.addAll(Behaviour.of(folder));
        }
        BouncycastleAuthorities authorities = new BouncycastleAuthorities(Instant.now());
        Files.writeString(work.resolve(TRUST_STORE), authorities.trustStore());
        Files.write(
                work.resolve(LIST), behaviours.stream().map(Behaviour::domain).toList());
        EventLoopGroup loops = new MultiThreadIoEventLoopGroup(EVENT_LOOPS, NioIoHandler.newFactory());
        try {
            NettyMailServers mail = NettyMailServers.listen(handlers(behaviours, authorities, log), loops);
            return new TranscriptLab(work, loops, NettyDnsServer.start(PlayedWorld.of(behaviours), loops), mail);
        } catch (IOException | RuntimeException e) {
            loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
            throw e;
        }
    }

    private static Map<String, Supplier<ChannelHandler>> handlers(
            List<Behaviour> behaviours, BouncycastleAuthorities authorities, Consumer<SessionRecord> log) {
        NettyIdentities identities = new NettyIdentities(authorities);
        Map<String, Supplier<ChannelHandler>> handlers = new LinkedHashMap<>();
        for (int number = 0; number < behaviours.size(); number++) {
            Behaviour behaviour = behaviours.get(number);
            String front = PlayedWorld.address(number);
            String server = behaviour.proxy().isPresent() ? PlayedWorld.addressBehind(number) : front;
            if (!behaviour.steps().isEmpty()) {
                Supplier<Behaviour> next = turns(behaviour, behaviours);
                handlers.put(server, () -> new NettyTranscript(next.get(), identities, server, log));
            }
            if (behaviour.proxy().isPresent()) {
                handlers.put(front, () -> new NettyTamperer(behaviour, identities, server));
            }
        }
        return handlers;
    }

    /** The behaviour of each connection, the first one's first. */
    private static Supplier<Behaviour> turns(Behaviour first, List<Behaviour> all) {
        if (first.alternates().isEmpty()) {
            return () -> first;
        }
        String name = first.alternates().orElseThrow();
        Behaviour second = all.stream()
                .filter(behaviour -> behaviour.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        first.name() + " alternates with " + name + ", of which there is no transcript"));
        AtomicInteger connections = new AtomicInteger();
        return () -> connections.getAndIncrement() % 2 == 0 ? first : second;
    }

    /** What a client needs to know, as one JSON line. */
    public String readyLine() {
        ObjectNode line = new ObjectMapper().createObjectNode();
        line.put("resolver", "127.0.0.1:" + dns.address().getPort());
        line.put("smtp_port", mail.port());
        line.put("trust_store", work.resolve(TRUST_STORE).toString());
        line.put("domains", work.resolve(LIST).toString());
        return line.toString();
    }

    @Override
    public void close() {
        if (isClosed.compareAndSet(false, true)) {
            mail.close();
            dns.close();
            loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
        }
    }
}
