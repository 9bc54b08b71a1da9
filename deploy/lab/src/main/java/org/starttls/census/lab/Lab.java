package org.starttls.census.lab;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.starttls.census.lab.dns.NettyDnsServer;
import org.starttls.census.lab.ledger.JacksonContactLog;
import org.starttls.census.lab.ledger.JacksonTruth;
import org.starttls.census.lab.pki.BouncycastleAuthorities;
import org.starttls.census.lab.plan.ListedDomains;
import org.starttls.census.lab.plan.World;
import org.starttls.census.lab.plan.WorldPlanner;
import org.starttls.census.lab.smtp.NettyMailServers;

/** A world that answers. */
final class Lab implements AutoCloseable {
    /** One for the mail servers and the resolver each: a lab shares its machine with the client that is measured. */
    private static final int EVENT_LOOPS = 2;

    /**
     * What to play.
     *
     * @param truth where the ledger goes; the trust store goes beside it
     */
    record Settings(ListedDomains list, long seed, Path truth, Optional<Path> contacts) {
        Settings {
            Objects.requireNonNull(list);
            Objects.requireNonNull(truth);
            Objects.requireNonNull(contacts);
        }

        Path trustStore() {
            String name = truth.getFileName().toString();
            String stem = name.endsWith(".json") ? name.substring(0, name.length() - ".json".length()) : name;
            return truth.toAbsolutePath().resolveSibling(stem + "-trust-store.pem");
        }
    }

    private final Settings settings;
    private final World world;
    private final EventLoopGroup loops;
    private final Optional<JacksonContactLog> log;
    private final NettyDnsServer dns;
    private final NettyMailServers mail;
    private final AtomicBoolean isClosed = new AtomicBoolean();

    private Lab(
            Settings settings,
            World world,
            EventLoopGroup loops,
            Optional<JacksonContactLog> log,
            NettyDnsServer dns,
            NettyMailServers mail) {
        this.settings = settings;
        this.world = world;
        this.loops = loops;
        this.log = log;
        this.dns = dns;
        this.mail = mail;
    }

    /** Writes the truth first, then opens the sockets. */
    static Lab start(Settings settings) throws IOException {
        World world = WorldPlanner.plan(settings.list(), settings.seed());
        JacksonTruth.write(world, settings.truth());
        BouncycastleAuthorities authorities = new BouncycastleAuthorities(Instant.now());
        Files.writeString(settings.trustStore(), authorities.trustStore());
        Optional<JacksonContactLog> log = settings.contacts().isPresent()
                ? Optional.of(new JacksonContactLog(settings.contacts().get()))
                : Optional.empty();
        EventLoopGroup loops = new MultiThreadIoEventLoopGroup(EVENT_LOOPS, NioIoHandler.newFactory());
        try {
            NettyMailServers mail = NettyMailServers.start(
                    world, authorities, loops, session -> log.ifPresent(file -> file.accept(session)));
            return new Lab(settings, world, loops, log, NettyDnsServer.start(world, loops), mail);
        } catch (IOException | RuntimeException e) {
            loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
            throw e;
        }
    }

    World world() {
        return world;
    }

    /** The resolver's port on 127.0.0.1. */
    int dnsPort() {
        return dns.address().getPort();
    }

    int smtpPort() {
        return mail.port();
    }

    Path trustStore() {
        return settings.trustStore();
    }

    /** What a client needs to know, as one JSON line. */
    String readyLine() {
        ObjectNode line = new ObjectMapper().createObjectNode();
        line.put("resolver", "127.0.0.1:" + dnsPort());
        line.put("smtp_port", smtpPort());
        line.put("policy_port", 0);
        line.put("trust_store", trustStore().toString());
        line.putNull("policy_list");
        return line.toString();
    }

    @Override
    public void close() {
        if (!isClosed.compareAndSet(false, true)) {
            return;
        }
        mail.close();
        dns.close();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
        log.ifPresent(file -> {
            try {
                file.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
