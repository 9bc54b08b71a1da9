package org.starttls.census.crawler.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.starttls.census.crawler.probe.EndlessServer.text;

import io.vertx.core.Vertx;
import java.io.DataInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.starttls.census.crawler.probe.dialogue.BlindStarttls;
import org.starttls.census.crawler.probe.dialogue.Ending;
import org.starttls.census.crawler.probe.dialogue.TranscriptFile;
import org.starttls.census.crawler.probe.tls.NettyTls;
import org.starttls.census.crawler.probe.tls.TlsEngines;

/** What servers cost that want to cost us something; docs/attack-classes.md names each. */
@Timeout(60)
class HostileServersTest {
    /** What one read may bring beyond a limit: Netty's largest buffer, and what the handshake took. */
    private static final int ONE_READ_BYTES = 65_536 + 16_384;

    /** Source: RFC 8879 s7.1. */
    private static final int COMPRESS_CERTIFICATE = 27;

    private static Vertx vertx;
    private static NettyTls boringSsl;
    private static NettyTls jdk;
    private static SSLContext identity;

    @BeforeAll
    static void start() throws Exception {
        vertx = Vertx.vertx();
        boringSsl = NettyTls.boringSsl();
        jdk = NettyTls.jdk();
        identity = ScriptedServer.identity("ec");
    }

    @AfterAll
    static void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    /** Every contact is with one engine or the other; BoringSSL refuses to shake hands again, the JDK does not. */
    @ParameterizedTest
    @CsvSource({
        "BoringSSL, TLSv1.3, EHLO_TLS MISBEHAVED TLS_WITHOUT_DATA",
        "BoringSSL, TLSv1.2, EHLO_TLS DISCONNECTED",
        "JDK, TLSv1.3, EHLO_TLS MISBEHAVED TLS_WITHOUT_DATA",
        "JDK, TLSv1.2, EHLO_TLS MISBEHAVED TLS_WITHOUT_DATA"
    })
    void endsAFloodOfRecordsWithoutData(String engine, String protocol, String ending) throws Exception {
        try (FloodingServer server = new FloodingServer(identity, protocol)) {
            ProbeObservation seen = probe(server.port(), engine.equals("JDK") ? jdk : boringSsl);

            assertThat(TranscriptFile.inWords(seen.stage(), seen.ending())).isEqualTo(ending);
            assertThat(seen.meter().bytesIn()).isLessThan(65_536 + ONE_READ_BYTES);
        }
    }

    /** A ServerHello of 131,586 bytes by its header, in records of one byte. */
    @Test
    void readsLittleOfAHandshakeThatDrips() throws Exception {
        byte[] record = {22, 3, 3, 0, 1, 2};
        try (EndlessServer server =
                new EndlessServer(text("220 mx\r\n"), text("250-mx\r\n250 STARTTLS\r\n"), text("220 go\r\n"), record)) {
            ProbeObservation seen = probe(server.port(), boringSsl);

            assertThat(TranscriptFile.inWords(seen.stage(), seen.ending()))
                    .isEqualTo("HANDSHAKE MISBEHAVED OVERSIZE_HANDSHAKE");
            assertThat(seen.meter().bytesIn()).isLessThan(65_536 + ONE_READ_BYTES);
        }
    }

    @Test
    void readsNoMoreOfAnEndlessLineThanItsLimit() throws Exception {
        try (EndlessServer server = new EndlessServer(text("220 mx\r\n"), text("250-mx no end of it"))) {
            ProbeObservation seen = probe(server.port(), boringSsl);

            assertThat(TranscriptFile.inWords(seen.stage(), seen.ending()))
                    .isEqualTo("EHLO MISBEHAVED REPLY_LINE_TOO_LONG");
            assertThat(seen.meter().bytesIn()).isLessThan(4_096 + ONE_READ_BYTES);
        }
    }

    @Test
    void readsNoMoreOfAMillionLinesThanItsLimit() throws Exception {
        try (EndlessServer server = new EndlessServer(text("220 mx\r\n"), text("250-mx\r\n"))) {
            ProbeObservation seen = probe(server.port(), boringSsl);

            assertThat(TranscriptFile.inWords(seen.stage(), seen.ending()))
                    .isEqualTo("EHLO MISBEHAVED TOO_MANY_REPLY_LINES");
            assertThat(seen.meter().bytesIn()).isLessThan(200 * 8 + ONE_READ_BYTES);
        }
    }

    /** What is not offered cannot come as a bomb. Source: RFC 8879 s3, RFC 3749. */
    @ParameterizedTest
    @ValueSource(strings = {"BoringSSL", "JDK"})
    void offersNoCompression(String engine) throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            VertxProbe probe = prober(engine.equals("JDK") ? jdk : boringSsl, ProbeLimits.internet());
            CompletableFuture<ProbeObservation> seen =
                    probe.probe(target(listener.getLocalPort())).toCompletableFuture();
            ByteBuffer hello;
            try (Socket socket = listener.accept()) {
                DataInputStream in = new DataInputStream(socket.getInputStream());
                socket.getOutputStream().write(text("220 mx\r\n"));
                hear(in);
                socket.getOutputStream().write(text("250-mx\r\n250 STARTTLS\r\n"));
                hear(in);
                socket.getOutputStream().write(text("220 go\r\n"));
                in.readNBytes(3);
                hello = ByteBuffer.wrap(in.readNBytes(in.readUnsignedShort()));
            }

            assertThat(seen.get(30, TimeUnit.SECONDS).ending().kind()).isEqualTo(Ending.Kind.DISCONNECTED);
            hello.position(4 + 2 + 32); // header of the message, version, random
            skip(hello, hello.get() & 0xff); // session
            skip(hello, hello.getShort() & 0xffff); // cipher suites
            byte[] compression = new byte[hello.get() & 0xff];
            hello.get(compression);
            assertThat(compression).containsExactly(0);
            List<Integer> extensions = new ArrayList<>();
            for (skip(hello, 2); hello.hasRemaining(); skip(hello, hello.getShort() & 0xffff)) {
                extensions.add(hello.getShort() & 0xffff);
            }
            assertThat(extensions).contains(0, 43).doesNotContain(COMPRESS_CERTIFICATE);
            probe.close().toCompletableFuture().get(10, TimeUnit.SECONDS);
        }
    }

    /** A record for each byte makes twenty of one. */
    @Test
    void readsNoMoreOfASessionThanItsLimit() throws Exception {
        byte[] line = text("250-" + "x".repeat(1_000) + "\r\n");
        try (EndlessServer server = new EndlessServer(
                Optional.of(identity),
                text("220 mx\r\n"),
                text("250-mx\r\n250 STARTTLS\r\n"),
                text("220 go\r\n"),
                line)) {
            ProbeObservation seen = probe(server.port(), boringSsl);

            assertThat(TranscriptFile.inWords(seen.stage(), seen.ending()))
                    .isEqualTo("EHLO_TLS MISBEHAVED TOO_MANY_BYTES");
            assertThat(seen.meter().bytesIn()).isBetween(1_048_577L, 1_048_576L + ONE_READ_BYTES);
        }
    }

    @Test
    void connectsToNoNames() {
        VertxProbe probe = prober(boringSsl, ProbeLimits.internet());

        assertThat(probe.probe(new ProbeTarget("mx.example.org", "localhost", 25, Purpose.FIRST, 1)))
                .isCompletedExceptionally();
    }

    /** The sockets of the servers are counted with ours. */
    @Test
    void holdsASilentServerForTenKibibytesOfHeap() throws Exception {
        int servers = 1_000;
        List<Socket> accepted = new ArrayList<>(servers);
        try (ServerSocket silent = new ServerSocket(0, servers, InetAddress.getByName("127.0.0.1"))) {
            VertxProbe probe = prober(boringSsl, ProbeLimits.internet());
            long before = liveHeapBytes();
            for (int i = 0; i < servers; i++) {
                probe.probe(target(silent.getLocalPort()));
            }
            while (accepted.size() < servers) {
                accepted.add(silent.accept());
            }

            assertThat((liveHeapBytes() - before) / servers).isLessThan(10_240);
            probe.close().toCompletableFuture().get(10, TimeUnit.SECONDS);
        } finally {
            for (Socket socket : accepted) {
                socket.close();
            }
        }
    }

    private static void skip(ByteBuffer buffer, int bytes) {
        buffer.position(buffer.position() + bytes);
    }

    private static void hear(DataInputStream in) throws IOException {
        while (in.readByte() != '\n') {
            // Until the end of the line.
        }
    }

    private static long liveHeapBytes() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static ProbeObservation probe(int port, NettyTls tls) throws Exception {
        VertxProbe probe = prober(tls, ProbeLimits.internet());
        try {
            return probe.probe(target(port)).toCompletableFuture().get(30, TimeUnit.SECONDS);
        } finally {
            probe.close().toCompletableFuture().get(10, TimeUnit.SECONDS);
        }
    }

    private static VertxProbe prober(NettyTls tls, ProbeLimits limits) {
        ProbeSettings settings = new ProbeSettings("probe.example", BlindStarttls.ON, limits, List.of(), 1);
        return new VertxProbe(vertx, settings, address -> Optional.empty(), TlsEngines.only(tls), Clock.systemUTC());
    }

    private static ProbeTarget target(int port) {
        return new ProbeTarget("mx.example.org", "127.0.0.1", port, Purpose.FIRST, 1);
    }
}
