package org.starttls.census.crawler.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.starttls.census.crawler.certificate.Der;
import org.starttls.census.crawler.certificate.Sha256;
import org.starttls.census.crawler.probe.ProbeMeter;
import org.starttls.census.crawler.probe.ProbeObservation;
import org.starttls.census.crawler.probe.ProbeTarget;
import org.starttls.census.crawler.probe.Purpose;
import org.starttls.census.crawler.probe.dialogue.Deviation;
import org.starttls.census.crawler.probe.dialogue.DialogueStage;
import org.starttls.census.crawler.probe.dialogue.Ending;
import org.starttls.census.crawler.probe.dialogue.Misbehaviour;
import org.starttls.census.crawler.probe.dialogue.NetworkCause;
import org.starttls.census.crawler.probe.dialogue.PeerText;
import org.starttls.census.crawler.probe.dialogue.SkipReason;
import org.starttls.census.crawler.probe.dialogue.SmtpEvidence;
import org.starttls.census.crawler.probe.dialogue.SmtpReply;
import org.starttls.census.crawler.probe.dialogue.TlsAlert;
import org.starttls.census.crawler.probe.dialogue.Transcript;
import org.starttls.census.crawler.probe.dialogue.Tri;
import org.starttls.census.crawler.probe.tls.TlsEvidence;
import org.starttls.census.schemas.CertificateTask;
import org.starttls.census.schemas.ProbeCertificateRow;
import org.starttls.census.schemas.ProbeRow;

class ProbeCodecTest {
    private static final ProbeTarget TARGET = new ProbeTarget("mx.example.org", "192.0.2.1", 25, Purpose.RETRY, 2);
    private static final Der LEAF = Der.of(new byte[] {1});
    private static final Der ISSUER = Der.of(new byte[] {2});

    private final ProbeCodec codec = new ProbeCodec("campaign", "here", "probe.example");

    @Test
    void derivesTheProbeIdFromWhatIdentifiesAnAttempt() {
        String text = "campaign\nhere\nmx.example.org\n192.0.2.1\n25\nRETRY\n2";

        assertThat(codec.probeId(TARGET)).isEqualTo(Sha256.ofText(text).hex().substring(0, 32));
    }

    @Test
    void storesAWholeSession() throws IOException {
        ProbeRow row = stored(complete());

        assertThat(row.getStage().name()).isEqualTo("QUIT");
        assertThat(row.getEnding().name()).isEqualTo("COMPLETED");
        assertThat(row.getGreetingCode()).isEqualTo(220);
        assertThat(row.getGreeting()).isEqualTo("mx \\xe4\nESMTP");
        assertThat(row.getEhloName()).isEqualTo("mx");
        assertThat(row.getEhloKeywords()).containsExactly("SIZE", "STARTTLS");
        assertThat(row.getEhloLines()).containsExactly("size 1", "StartTLS");
        assertThat(row.getStarttlsOffered().name()).isEqualTo("YES");
        assertThat(row.getTlsVersion()).isEqualTo("TLSv1.3");
        assertThat(row.getLeafSha256()).isEqualTo(LEAF.sha256().hex());
        assertThat(row.getChainSha256()).hasSize(3);
        assertThat(row.getClientCertificateRequested()).isFalse();
        assertThat(row.getTolerated()).containsExactly("BARE_LF");
        assertThat(row.getConnectMs()).isEqualTo(3);
        assertThat(row.getCpuUs()).isEqualTo(1_500);
        assertThat(row.getStartedAt()).isEqualTo(Instant.parse("2026-01-02T03:04:05.123456Z"));
        assertThat(row.getAlert()).isNull();
    }

    /** What every reader of JSON, SQL and CSV takes: nothing but printable ASCII and the line feed between two lines. */
    @Test
    void storesWhateverBytesAPeerSaysInPrintableAscii() throws IOException {
        String bytes = IntStream.range(0, 256)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        SmtpReply reply = new SmtpReply(250, List.of(bytes, bytes));
        SmtpEvidence smtp = new SmtpEvidence(
                Optional.of(new SmtpReply(220, List.of(bytes, bytes))),
                Optional.of(reply),
                Optional.empty(),
                SmtpEvidence.Blind.NOT_SENT,
                Optional.of(reply),
                Optional.of(reply),
                Set.of());
        ProbeRow row = stored(new ProbeObservation(
                TARGET,
                Instant.EPOCH,
                DialogueStage.EHLO,
                new Ending.Misbehaved(Misbehaviour.NOT_A_REPLY, PeerText.excerpt(bytes)),
                smtp,
                Optional.empty(),
                ProbeMeter.ZERO,
                Transcript.EMPTY));

        assertThat(row.toString()).contains("\\\\x00", "\\\\xff", "\\\\x0a");
        assertThat(row.toString().chars().filter(c -> c < ' ' || c > '~')).isEmpty();
        assertThat(row.getGreeting().lines()).hasSize(2);
    }

    @Test
    void storesEachCertificateShownAndOneTaskForEachDistinctOne() {
        List<ProbeCertificateRow> rows = codec.certificateRows(complete());
        List<CertificateTask> tasks = codec.certificateTasks(complete());

        assertThat(rows).extracting(ProbeCertificateRow::getPosition).containsExactly(0, 1, 2);
        assertThat(tasks)
                .extracting(CertificateTask::getSha256)
                .containsExactly(LEAF.sha256().hex(), ISSUER.sha256().hex());
    }

    @Test
    void storesTheEvidenceOfEachEnding() throws IOException {
        assertThat(ended(DialogueStage.GREETING, new Ending.Misbehaved(Misbehaviour.NOT_A_REPLY, "x"))
                        .getExcerpt())
                .isEqualTo("x");
        assertThat(ended(DialogueStage.CONNECT, new Ending.Unreachable(NetworkCause.HOST_UNREACHABLE))
                        .getNetworkCause()
                        .name())
                .isEqualTo("HOST_UNREACHABLE");
        assertThat(ended(DialogueStage.EHLO, new Ending.Disconnected(NetworkCause.CONNECTION_RESET))
                        .getNetworkCause()
                        .name())
                .isEqualTo("CONNECTION_RESET");
        assertThat(ended(DialogueStage.CONNECT, new Ending.Skipped(SkipReason.FAN_IN))
                        .getSkipReason()
                        .name())
                .isEqualTo("FAN_IN");
        assertThat(ended(DialogueStage.EHLO, new Ending.LocalFault("X")).getLocalFault())
                .isEqualTo("X");
        ProbeRow alerted = ended(DialogueStage.HANDSHAKE, new Ending.Alerted(new TlsAlert(40, TlsAlert.Sender.US)));
        assertThat(alerted.getAlert()).isEqualTo(40);
        assertThat(alerted.getAlertReceived()).isFalse();
    }

    private ProbeRow ended(DialogueStage stage, Ending ending) throws IOException {
        return stored(new ProbeObservation(
                TARGET,
                Instant.EPOCH,
                stage,
                ending,
                SmtpEvidence.NONE,
                Optional.empty(),
                ProbeMeter.ZERO,
                Transcript.EMPTY));
    }

    private static ProbeObservation complete() {
        SmtpReply ok = new SmtpReply(250, List.of("mx hello", "size 1", "StartTLS"));
        SmtpEvidence smtp = new SmtpEvidence(
                Optional.of(new SmtpReply(220, List.of("mx \u00e4", "ESMTP"))),
                Optional.of(ok),
                Optional.empty(),
                SmtpEvidence.Blind.NOT_SENT,
                Optional.of(new SmtpReply(220, List.of("go"))),
                Optional.of(ok),
                Set.of(Deviation.BARE_LF));
        TlsEvidence tls = new TlsEvidence(
                "BoringSSL",
                new TlsEvidence.Negotiated(
                        Optional.of("TLSv1.3"),
                        Optional.of("TLS_AES_128_GCM_SHA256"),
                        Optional.of("x25519"),
                        Optional.empty()),
                List.of(LEAF, ISSUER, ISSUER),
                Optional.of(Der.of(new byte[] {9})),
                Tri.NO);
        return new ProbeObservation(
                TARGET,
                Instant.parse("2026-01-02T03:04:05.123456789Z"),
                DialogueStage.QUIT,
                new Ending.Completed(),
                smtp,
                Optional.of(tls),
                new ProbeMeter(
                        Optional.of(Duration.ofMillis(3)),
                        Optional.empty(),
                        Optional.empty(),
                        Duration.ZERO,
                        Duration.ofNanos(1_500_999),
                        1,
                        2),
                new Transcript("S: 220 mx\n", false));
    }

    /** The row, once Avro has written it, which it refuses where the schema does not allow a value. */
    private ProbeRow stored(ProbeObservation seen) throws IOException {
        ProbeRow row = codec.row(seen);
        assertThat(row.toByteBuffer().hasRemaining()).isTrue();
        return row;
    }
}
