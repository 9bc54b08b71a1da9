package org.starttls.census.crawler.record;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.starttls.census.crawler.certificate.Der;
import org.starttls.census.crawler.certificate.Sha256;
import org.starttls.census.crawler.probe.ProbeMeter;
import org.starttls.census.crawler.probe.ProbeObservation;
import org.starttls.census.crawler.probe.ProbeTarget;
import org.starttls.census.crawler.probe.dialogue.Ending;
import org.starttls.census.crawler.probe.dialogue.PeerText;
import org.starttls.census.crawler.probe.dialogue.SmtpEvidence;
import org.starttls.census.crawler.probe.dialogue.SmtpReply;
import org.starttls.census.crawler.probe.dialogue.TlsAlert;
import org.starttls.census.crawler.probe.tls.TlsEvidence;
import org.starttls.census.schemas.CertificateTask;
import org.starttls.census.schemas.DialogueStage;
import org.starttls.census.schemas.Misbehaviour;
import org.starttls.census.schemas.NetworkCause;
import org.starttls.census.schemas.ProbeCertificateRow;
import org.starttls.census.schemas.ProbeRow;
import org.starttls.census.schemas.Purpose;
import org.starttls.census.schemas.SkipReason;
import org.starttls.census.schemas.Tri;

/**
 * An observation as the rows and tasks that are stored of it. Peer text is stored as {@link PeerText} escapes it, so that
 * no cell holds a control character; names that are tokens (keywords) are kept as received.
 */
public final class ProbeCodec {
    private static final int PROBE_ID_DIGITS = 32;
    private static final int NANOS_A_MICRO = 1_000;

    private final String campaignId;
    private final String vantage;
    private final String ehloName;

    /**
     * @param ehloName name given with EHLO
     */
    public ProbeCodec(String campaignId, String vantage, String ehloName) {
        this.campaignId = Objects.requireNonNull(campaignId);
        this.vantage = Objects.requireNonNull(vantage);
        this.ehloName = Objects.requireNonNull(ehloName);
    }

    /** Derived, never drawn: the same attempt has the same id however often it is recorded. */
    public String probeId(ProbeTarget target) {
        String name = String.join(
                "\n",
                campaignId,
                vantage,
                target.mxHost(),
                target.address(),
                Integer.toString(target.port()),
                target.purpose().name(),
                Integer.toString(target.attempt()));
        return Sha256.ofText(name).hex().substring(0, PROBE_ID_DIGITS);
    }

    public ProbeRow row(ProbeObservation seen) {
        ProbeTarget target = seen.target();
        ProbeRow row = new ProbeRow();
        row.setProbeId(probeId(target));
        row.setMxHost(target.mxHost());
        row.setServerName(target.mxHost());
        row.setAddress(target.address());
        row.setPort(target.port());
        row.setPurpose(Purpose.valueOf(target.purpose().name()));
        row.setAttempt(target.attempt());
        row.setStartedAt(seen.startedAt().truncatedTo(ChronoUnit.MICROS));
        row.setStage(DialogueStage.valueOf(seen.stage().name()));
        row.setVantage(vantage);
        putEnding(row, seen.ending());
        putSmtp(row, seen.smtp());
        row.setChainSha256(seen.chain().stream().map(der -> der.sha256().hex()).toList());
        seen.tls().ifPresent(tls -> putTls(row, tls));
        putMeter(row, seen.meter());
        row.setTranscript(seen.transcript().text());
        row.setTranscriptCut(seen.transcript().cut());
        row.setEhloSent(seen.smtp().greeting().isPresent() ? ehloName : null);
        return row;
    }

    /** One row a certificate, in the order sent; a certificate that is shown twice has two. */
    public List<ProbeCertificateRow> certificateRows(ProbeObservation seen) {
        String probeId = probeId(seen.target());
        List<ProbeCertificateRow> rows = new ArrayList<>();
        for (Der der : seen.chain()) {
            rows.add(new ProbeCertificateRow(probeId, rows.size(), der.sha256().hex()));
        }
        return rows;
    }

    /** One task a distinct certificate. */
    public List<CertificateTask> certificateTasks(ProbeObservation seen) {
        Map<Sha256, Der> distinct = new LinkedHashMap<>();
        seen.chain().forEach(der -> distinct.putIfAbsent(der.sha256(), der));
        return distinct.values().stream()
                .map(der -> new CertificateTask(der.sha256().hex(), der.buffer()))
                .toList();
    }

    private static void putEnding(ProbeRow row, Ending ending) {
        row.setEnding(org.starttls.census.schemas.Ending.valueOf(ending.kind().name()));
        switch (ending.kind()) {
            case COMPLETED, NOT_OFFERED, REJECTED, TIMED_OUT -> {}
            case MISBEHAVED -> {
                Ending.Misbehaved misbehaved = (Ending.Misbehaved) ending;
                row.setMisbehaviour(
                        Misbehaviour.valueOf(misbehaved.misbehaviour().name()));
                row.setExcerpt(misbehaved.excerpt());
            }
            case ALERTED -> {
                TlsAlert alert = ((Ending.Alerted) ending).alert();
                row.setAlert(alert.number());
                row.setAlertReceived(alert.sender() == TlsAlert.Sender.PEER);
            }
            case UNREACHABLE -> row.setNetworkCause(cause(((Ending.Unreachable) ending).cause()));
            case DISCONNECTED -> row.setNetworkCause(cause(((Ending.Disconnected) ending).cause()));
            case SKIPPED ->
                row.setSkipReason(
                        SkipReason.valueOf(((Ending.Skipped) ending).reason().name()));
            case LOCAL_FAULT -> row.setLocalFault(((Ending.LocalFault) ending).cause());
        }
    }

    private static NetworkCause cause(org.starttls.census.crawler.probe.dialogue.NetworkCause cause) {
        return NetworkCause.valueOf(cause.name());
    }

    private static void putSmtp(ProbeRow row, SmtpEvidence smtp) {
        row.setGreetingCode(code(smtp.greeting()));
        row.setGreeting(text(smtp.greeting()));
        row.setEhloCode(code(smtp.ehlo()));
        row.setHeloCode(code(smtp.helo()));
        smtp.introduction().ifPresent(reply -> row.setEhloName(PeerText.escape(reply.name())));
        smtp.ehlo().filter(reply -> reply.code() == 250).ifPresent(reply -> {
            row.setEhloKeywords(escaped(reply.keywords()));
            row.setEhloLines(escaped(reply.linesAfterFirst()));
        });
        row.setStarttlsOffered(Tri.valueOf(smtp.offered().name()));
        row.setStarttlsBlind(smtp.blind() == SmtpEvidence.Blind.SENT);
        row.setStarttlsReplyCode(code(smtp.starttls()));
        row.setStarttlsReply(text(smtp.starttls()));
        smtp.ehloTls().filter(reply -> reply.code() == 250).ifPresent(reply -> {
            row.setEhloNameTls(PeerText.escape(reply.name()));
            row.setEhloKeywordsTls(escaped(reply.keywords()));
        });
        row.setTolerated(smtp.tolerated().stream().sorted().map(Enum::name).toList());
    }

    private static void putTls(ProbeRow row, TlsEvidence tls) {
        row.setTlsEngine(tls.engine());
        row.setTlsVersion(tls.negotiated().version().orElse(null));
        row.setCipherSuite(tls.negotiated().cipherSuite().orElse(null));
        row.setKeyExchangeGroup(tls.negotiated().group().orElse(null));
        row.setSignatureScheme(tls.negotiated().signatureScheme().orElse(null));
        row.setLeafSha256(
                tls.chain().stream().findFirst().map(der -> der.sha256().hex()).orElse(null));
        row.setOcspStaple(tls.ocspStaple().map(Der::buffer).orElse(null));
        row.setClientCertificateRequested(
                switch (tls.clientCertificateRequested()) {
                    case YES -> true;
                    case NO -> false;
                    case UNKNOWN -> null;
                });
    }

    private static void putMeter(ProbeRow row, ProbeMeter meter) {
        row.setConnectMs(millis(meter.connect()));
        row.setGreetingMs(millis(meter.greeting()));
        row.setHandshakeMs(millis(meter.handshake()));
        row.setTotalMs(meter.total().toMillis());
        row.setCpuUs(meter.cpu().isZero() ? null : meter.cpu().toNanos() / NANOS_A_MICRO);
        row.setBytesIn(meter.bytesIn());
        row.setBytesOut(meter.bytesOut());
    }

    private static Long millis(Optional<Duration> time) {
        return time.map(Duration::toMillis).orElse(null);
    }

    private static Integer code(Optional<SmtpReply> reply) {
        return reply.map(SmtpReply::code).orElse(null);
    }

    private static String text(Optional<SmtpReply> reply) {
        return reply.map(r -> String.join("\n", escaped(r.lines()))).orElse(null);
    }

    private static List<String> escaped(List<String> lines) {
        return lines.stream().map(PeerText::escape).toList();
    }
}
