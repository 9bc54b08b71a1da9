package org.starttls.census.crawler.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.starttls.census.crawler.probe.EndlessServer.text;

import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.starttls.census.crawler.probe.dialogue.BlindStarttls;
import org.starttls.census.crawler.probe.dialogue.TranscriptFile;
import org.starttls.census.crawler.probe.tls.NettyTls;
import org.starttls.census.crawler.probe.tls.TlsEngines;

/** What servers cost that want to cost us something; docs/attack-classes.md names each. */
@Timeout(60)
class HostileServersTest {
    /** What one read may bring beyond a limit: Netty's largest buffer, and what the handshake took. */
    private static final int ONE_READ_BYTES = 65_536 + 16_384;

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
