package org.starttls.census.crawler.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.starttls.census.crawler.certificate.Der;
import org.starttls.census.crawler.probe.dialogue.BlindStarttls;
import org.starttls.census.crawler.probe.dialogue.DialogueStage;
import org.starttls.census.crawler.probe.dialogue.Ending;
import org.starttls.census.crawler.probe.dialogue.NetworkCause;
import org.starttls.census.crawler.probe.dialogue.SkipReason;
import org.starttls.census.crawler.probe.dialogue.TlsAlert;
import org.starttls.census.crawler.probe.dialogue.TranscriptFile;
import org.starttls.census.crawler.probe.dialogue.Tri;
import org.starttls.census.crawler.probe.tls.NettyTls;
import org.starttls.census.crawler.probe.tls.TlsEngines;
import org.starttls.census.crawler.probe.tls.TlsEvidence;
import org.starttls.census.crawler.probe.tls.TlsReader;

@Timeout(60)
class VertxProbeTest {
    private static final ProbeLimits SHORT = new ProbeLimits(
            Duration.ofMillis(2_000),
            Duration.ofMillis(500),
            Duration.ofMillis(500),
            Duration.ofMillis(500),
            Duration.ofSeconds(5));
    private static final ProbeLimits LONG = ProbeLimits.internet();

    private static Vertx vertx;
    private static NettyTls boringSsl;
    private static NettyTls jdk;
    private static Map<String, SSLContext> identities;

    @BeforeAll
    static void start() throws Exception {
        vertx = Vertx.vertx();
        boringSsl = NettyTls.boringSsl();
        jdk = NettyTls.jdk();
        identities = Map.of("ec", ScriptedServer.identity("ec"), "rsa", ScriptedServer.identity("rsa"));
    }

    @AfterAll
    static void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    static List<TranscriptFile> transcripts() {
        return TranscriptFile.all();
    }

    @ParameterizedTest
    @MethodSource("transcripts")
    void endsAsTheTranscriptExpects(TranscriptFile script) throws Exception {
        boolean stalls = script.steps().stream().anyMatch(step -> step.what() == TranscriptFile.What.STALL);

        ProbeObservation seen = play(script, boringSsl, stalls ? SHORT : LONG);

        assertThat(TranscriptFile.inWords(seen.stage(), seen.ending()))
                .isEqualTo(script.asserted("expect").orElseThrow());
        script.asserted("offered")
                .ifPresent(tri -> assertThat(seen.smtp().offered()).isEqualTo(Tri.valueOf(tri)));
        assertThat(seen.tls().isPresent()).isEqualTo(seen.stage().compareTo(DialogueStage.HANDSHAKE) >= 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"quit-complete.smtp", "quit-complete-tls12-rsa.smtp", "handshake-alert-40.smtp"})
    void endsTheSameWithTheJdkEngine(String name) throws Exception {
        TranscriptFile script = TranscriptFile.load(name);

        ProbeObservation seen = play(script, jdk, LONG);

        assertThat(TranscriptFile.inWords(seen.stage(), seen.ending()))
                .isEqualTo(script.asserted("expect").orElseThrow());
        assertThat(seen.tls().orElseThrow().engine()).isEqualTo("JDK");
    }

    @Test
    void readsTls13FromTheWire() throws Exception {
        ProbeObservation seen = play(TranscriptFile.load("quit-complete.smtp"), boringSsl, LONG);

        TlsEvidence.Negotiated agreed = seen.tls().orElseThrow().negotiated();
        assertThat(agreed.version()).contains("TLSv1.3");
        assertThat(agreed.cipherSuite().orElseThrow()).startsWith("TLS_AES_");
        assertThat(agreed.group()).contains("x25519");
        assertThat(seen.chain()).containsExactly(der("ec"), der("ca"));
        assertThat(seen.tls().orElseThrow().engine()).isEqualTo("BoringSSL");
        assertThat(seen.meter().handshake()).isPresent();
        assertThat(seen.meter().bytesIn()).isGreaterThan(1_000);
        assertThat(seen.meter().bytesOut()).isGreaterThan(300);
    }

    @Test
    void readsTls12FromTheWire() throws Exception {
        ProbeObservation seen = play(TranscriptFile.load("quit-complete-tls12-rsa.smtp"), boringSsl, LONG);

        TlsEvidence tls = seen.tls().orElseThrow();
        assertThat(tls.negotiated().version()).contains("TLSv1.2");
        assertThat(tls.negotiated().cipherSuite().orElseThrow()).startsWith("TLS_ECDHE_RSA_");
        assertThat(tls.negotiated().group()).contains("x25519");
        assertThat(tls.negotiated().signatureScheme().orElseThrow()).startsWith("rsa_p");
        assertThat(tls.clientCertificateRequested()).isEqualTo(Tri.NO);
        assertThat(seen.chain()).containsExactly(der("rsa"), der("ca"));
    }

    @Test
    void takesTheChainFromTheWireEveryTime() throws Exception {
        for (int i = 0; i < 3; i++) {
            ProbeObservation seen = play(TranscriptFile.load("quit-complete-tls12-rsa.smtp"), boringSsl, LONG);

            assertThat(seen.chain()).hasSize(2);
            assertThat(seen.tls().orElseThrow().negotiated().signatureScheme()).isPresent();
        }
    }

    @Test
    void recordsWhoSentAnAlert() throws Exception {
        ProbeObservation seen = play(TranscriptFile.load("handshake-alert-70.smtp"), boringSsl, LONG);

        assertThat(seen.ending()).isEqualTo(new Ending.Alerted(new TlsAlert(70, TlsAlert.Sender.PEER)));
    }

    @Test
    void recordsARefusedConnectionAsUnreachable() throws Exception {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            port = closed.getLocalPort();
        }

        ProbeObservation seen = probe(port, boringSsl, LONG, BlindStarttls.ON, address -> Optional.empty());

        assertThat(seen.stage()).isEqualTo(DialogueStage.CONNECT);
        assertThat(seen.ending()).isEqualTo(new Ending.Unreachable(NetworkCause.CONNECTION_REFUSED));
    }

    @Test
    void asksForPermissionBeforeConnecting() throws Exception {
        try (ScriptedServer server =
                new ScriptedServer(TranscriptFile.load("quit-complete.smtp"), identities.get("ec"))) {
            ProbeObservation seen = probe(
                    server.port(),
                    boringSsl,
                    LONG,
                    BlindStarttls.ON,
                    address -> Optional.of(SkipReason.SPECIAL_PURPOSE));

            assertThat(seen.ending()).isEqualTo(new Ending.Skipped(SkipReason.SPECIAL_PURPOSE));
            assertThat(server.commands()).isNotDone();
        }
    }

    @Test
    void callsABugOfOursALocalFault() throws Exception {
        ProbeObservation seen = probe(25, boringSsl, LONG, BlindStarttls.ON, address -> {
            throw new IllegalStateException("a bug");
        });

        assertThat(seen.stage()).isEqualTo(DialogueStage.CONNECT);
        assertThat(seen.ending()).isEqualTo(new Ending.LocalFault("java.lang.IllegalStateException"));
    }

    @Test
    void saysQuitToWhoRefuses() throws Exception {
        try (ScriptedServer server = new ScriptedServer(TranscriptFile.load("greeting-554.smtp"), null)) {
            probe(server.port(), boringSsl, LONG, BlindStarttls.ON, address -> Optional.empty());

            assertThat(server.commands().get(10, TimeUnit.SECONDS)).containsExactly("QUIT");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void takesAChainAtTheLimit(String protocol) throws Exception {
        ProbeObservation seen = playChain(protocol, TlsReader.MAX_CHAIN_CERTIFICATES);

        assertThat(seen.ending().kind()).isEqualTo(Ending.Kind.COMPLETED);
        assertThat(seen.chain()).hasSize(TlsReader.MAX_CHAIN_CERTIFICATES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void stopsAtAChainBeyondTheLimit(String protocol) throws Exception {
        ProbeObservation seen = playChain(protocol, TlsReader.MAX_CHAIN_CERTIFICATES + 1);

        assertThat(TranscriptFile.inWords(seen.stage(), seen.ending()))
                .isEqualTo("HANDSHAKE MISBEHAVED OVERSIZE_HANDSHAKE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void stopsAtAChainOfTooManyBytes(String protocol) throws Exception {
        ProbeObservation seen = playChain(protocol, 2_000);

        assertThat(TranscriptFile.inWords(seen.stage(), seen.ending()))
                .isEqualTo("HANDSHAKE MISBEHAVED OVERSIZE_HANDSHAKE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"BoringSSL", "JDK"})
    void readsAnAlertThatComesEncrypted(String engine) throws Exception {
        ProbeObservation seen = play(askingForACertificate("TLSv1.3"), engineNamed(engine), LONG);

        assertThat(seen.stage()).isEqualTo(DialogueStage.EHLO_TLS);
        assertThat(seen.ending()).isInstanceOf(Ending.Alerted.class);
        // bad_certificate to JDK 17, certificate_required since.
        assertThat(((Ending.Alerted) seen.ending()).alert())
                .isIn(new TlsAlert(42, TlsAlert.Sender.PEER), new TlsAlert(116, TlsAlert.Sender.PEER));
        assertThat(seen.chain()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"BoringSSL", "JDK"})
    void knowsThatAClientCertificateWasAskedForInTls13(String engine) throws Exception {
        ProbeObservation seen = play(askingForACertificate("TLSv1.3"), engineNamed(engine), LONG);

        assertThat(seen.tls().orElseThrow().clientCertificateRequested()).isEqualTo(Tri.YES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"BoringSSL", "JDK"})
    void knowsThatNoClientCertificateWasAskedForInTls13(String engine) throws Exception {
        ProbeObservation seen = play(TranscriptFile.load("quit-complete.smtp"), engineNamed(engine), LONG);

        assertThat(seen.tls().orElseThrow().clientCertificateRequested()).isEqualTo(Tri.NO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"BoringSSL", "JDK"})
    void readsThatAClientCertificateWasAskedForInTls12(String engine) throws Exception {
        ProbeObservation seen = play(askingForACertificate("TLSv1.2"), engineNamed(engine), LONG);

        assertThat(seen.stage()).isEqualTo(DialogueStage.HANDSHAKE);
        assertThat(seen.ending().kind()).isEqualTo(Ending.Kind.ALERTED);
        assertThat(seen.tls().orElseThrow().clientCertificateRequested()).isEqualTo(Tri.YES);
        assertThat(seen.chain()).hasSize(2);
    }

    private static NettyTls engineNamed(String name) {
        return name.equals("JDK") ? jdk : boringSsl;
    }

    /** A server that ends the session of whoever has no certificate. */
    private static TranscriptFile askingForACertificate(String protocol) {
        TranscriptFile complete = TranscriptFile.load("quit-complete.smtp");
        List<TranscriptFile.Step> steps = complete.steps().stream()
                .map(step -> step.what() == TranscriptFile.What.TLS
                        ? new TranscriptFile.Step(step.what(), protocol + " ec need-client-certificate", step.bytes())
                        : step)
                .toList();
        return new TranscriptFile("client certificate", complete.head(), steps);
    }

    @Test
    void measuresTheLongestCallbackWithTheWorkOfTheEngine() throws Exception {
        try (ScriptedServer server =
                new ScriptedServer(TranscriptFile.load("quit-complete-tls12-rsa.smtp"), identities.get("rsa"))) {
            ProbeSettings settings = new ProbeSettings("probe.example", BlindStarttls.ON, LONG, List.of(), 1);
            VertxProbe probe = new VertxProbe(
                    vertx, settings, address -> Optional.empty(), TlsEngines.only(boringSsl), Clock.systemUTC());

            ProbeObservation seen =
                    probe.probe(target(server.port())).toCompletableFuture().get(10, TimeUnit.SECONDS);

            // Between what a handshake costs at least and what no callback may cost.
            assertThat(probe.longestCallback()).isBetween(Duration.ofNanos(50_000), Duration.ofSeconds(2));
            assertThat(seen.meter().cpu()).isGreaterThan(Duration.ofNanos(50_000));
        }
    }

    @Test
    void holdsManyConversationsAtOnce() throws Exception {
        TranscriptFile script = TranscriptFile.load("quit-complete.smtp");
        List<ScriptedServer> servers = new ArrayList<>();
        ProbeSettings settings = new ProbeSettings("probe.example", BlindStarttls.ON, LONG, List.of(), 2);
        VertxProbe probe = new VertxProbe(
                vertx, settings, address -> Optional.empty(), TlsEngines.only(boringSsl), Clock.systemUTC());
        try {
            List<CompletableFuture<ProbeObservation>> all = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                servers.add(new ScriptedServer(script, identities.get("ec")));
                all.add(probe.probe(target(servers.get(i).port())).toCompletableFuture());
            }

            for (CompletableFuture<ProbeObservation> one : all) {
                assertThat(one.get(20, TimeUnit.SECONDS).ending().kind()).isEqualTo(Ending.Kind.COMPLETED);
            }
        } finally {
            probe.close().toCompletableFuture().get(10, TimeUnit.SECONDS);
            for (ScriptedServer server : servers) {
                server.close();
            }
        }
    }

    @Test
    void connectsFromTheAddressGiven() throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            ProbeSettings settings = new ProbeSettings(
                    "probe.example", BlindStarttls.ON, LONG, List.of(InetAddress.getByName("127.0.0.7")), 1);
            VertxProbe probe = new VertxProbe(
                    vertx, settings, address -> Optional.empty(), TlsEngines.only(boringSsl), Clock.systemUTC());
            CompletableFuture<ProbeObservation> seen =
                    probe.probe(target(listener.getLocalPort())).toCompletableFuture();

            try (Socket accepted = listener.accept()) {
                assertThat(accepted.getInetAddress().getHostAddress()).isEqualTo("127.0.0.7");
            }

            assertThat(seen.get(20, TimeUnit.SECONDS).ending().kind()).isEqualTo(Ending.Kind.DISCONNECTED);
            probe.close().toCompletableFuture().get(10, TimeUnit.SECONDS);
        }
    }

    /** BoringSSL knows no finite-field Diffie-Hellman, the JDK does. */
    @Test
    void reachesByTheLegacyEngineWhatTheFirstOneCannot() throws Exception {
        TranscriptFile script = with("TLSv1.2 rsa TLS_DHE_RSA_WITH_AES_128_GCM_SHA256");
        TlsEngines engines = new TlsEngines(boringSsl, NettyTls.jdk(), NettyTls.jdk());

        ProbeObservation first = playTo(script, engines, Purpose.FIRST);
        ProbeObservation legacy = playTo(script, engines, Purpose.LEGACY_TLS);

        assertThat(first.stage()).isEqualTo(DialogueStage.HANDSHAKE);
        assertThat(first.ending().kind()).isEqualTo(Ending.Kind.ALERTED);
        assertThat(legacy.ending().kind()).isEqualTo(Ending.Kind.COMPLETED);
        assertThat(legacy.tls().orElseThrow().negotiated().cipherSuite())
                .contains("TLS_DHE_RSA_WITH_AES_128_GCM_SHA256");
        assertThat(legacy.chain()).hasSize(2);
    }

    @Test
    void sendsNoBlindStarttlsInASample() throws Exception {
        TranscriptFile script = TranscriptFile.load("ehlo-not-offered.smtp");

        ProbeObservation sample = playTo(script, TlsEngines.only(boringSsl), Purpose.SAMPLE);

        assertThat(sample.ending()).isEqualTo(new Ending.NotOffered());
        assertThat(sample.transcript().toString()).doesNotContain("C: STARTTLS");
    }

    private static TranscriptFile with(String handshake) throws IOException {
        TranscriptFile complete = TranscriptFile.load("quit-complete.smtp");
        List<TranscriptFile.Step> steps = complete.steps().stream()
                .map(step -> step.what() == TranscriptFile.What.TLS
                        ? new TranscriptFile.Step(step.what(), handshake, step.bytes())
                        : step)
                .toList();
        return new TranscriptFile(handshake, complete.head(), steps);
    }

    private static ProbeObservation playTo(TranscriptFile script, TlsEngines engines, Purpose purpose)
            throws Exception {
        try (ScriptedServer server = new ScriptedServer(script, identities.get("rsa"))) {
            ProbeTarget target = new ProbeTarget("mx.example.org", "127.0.0.1", server.port(), purpose, 1);
            return probe(target, engines, LONG, BlindStarttls.ON, address -> Optional.empty());
        }
    }

    private static ProbeObservation playChain(String protocol, int certificates) throws Exception {
        TranscriptFile complete = TranscriptFile.load("quit-complete.smtp");
        List<TranscriptFile.Step> steps = complete.steps().stream()
                .map(step -> step.what() == TranscriptFile.What.TLS
                        ? new TranscriptFile.Step(step.what(), protocol + " ec", step.bytes())
                        : step)
                .toList();
        SSLContext tls = ScriptedServer.context(new LongChain("ec", certificates));
        TranscriptFile script = new TranscriptFile("long chain", complete.head(), steps);
        try (ScriptedServer server = new ScriptedServer(script, tls)) {
            return probe(server.port(), boringSsl, LONG, BlindStarttls.ON, address -> Optional.empty());
        }
    }

    private static ProbeTarget target(int port) {
        return new ProbeTarget("mx.example.org", "127.0.0.1", port, Purpose.FIRST, 1);
    }

    private static ProbeObservation play(TranscriptFile script, NettyTls tls, ProbeLimits limits) throws Exception {
        String key = script.steps().stream()
                .filter(step -> step.what() == TranscriptFile.What.TLS)
                .map(step -> step.argument().split(" ")[1])
                .findFirst()
                .orElse("ec");
        try (ScriptedServer server = new ScriptedServer(script, identities.get(key))) {
            return probe(server.port(), tls, limits, script.blindStarttls(), address -> Optional.empty());
        }
    }

    private static ProbeObservation probe(
            int port, NettyTls tls, ProbeLimits limits, BlindStarttls blind, ConnectPermit permit) throws Exception {
        return probe(target(port), TlsEngines.only(tls), limits, blind, permit);
    }

    private static ProbeObservation probe(
            ProbeTarget target, TlsEngines tls, ProbeLimits limits, BlindStarttls blind, ConnectPermit permit)
            throws Exception {
        ProbeSettings settings = new ProbeSettings("probe.example", blind, limits, List.of(), 1);
        VertxProbe probe = new VertxProbe(vertx, settings, permit, tls, Clock.systemUTC());
        try {
            return probe.probe(target).toCompletableFuture().get(20, TimeUnit.SECONDS);
        } finally {
            probe.close().toCompletableFuture().get(10, TimeUnit.SECONDS);
        }
    }

    private static Der der(String name) throws IOException {
        try (var file = VertxProbeTest.class.getResourceAsStream("/certificates/" + name + ".der")) {
            return Der.of(file.readAllBytes());
        }
    }
}
