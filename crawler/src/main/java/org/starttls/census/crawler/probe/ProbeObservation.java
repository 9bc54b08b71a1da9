package org.starttls.census.crawler.probe;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.starttls.census.crawler.certificate.Der;
import org.starttls.census.crawler.probe.dialogue.DialogueStage;
import org.starttls.census.crawler.probe.dialogue.Ending;
import org.starttls.census.crawler.probe.dialogue.SmtpEvidence;
import org.starttls.census.crawler.probe.dialogue.Transcript;
import org.starttls.census.crawler.probe.tls.TlsEvidence;

/**
 * What one attempt came to, and all evidence for it.
 *
 * @param startedAt wall clock at the start, before connecting
 * @param stage last stage entered
 * @param tls absent if no handshake was begun
 */
public record ProbeObservation(
        ProbeTarget target,
        Instant startedAt,
        DialogueStage stage,
        Ending ending,
        SmtpEvidence smtp,
        Optional<TlsEvidence> tls,
        ProbeMeter meter,
        Transcript transcript) {
    public ProbeObservation {
        Objects.requireNonNull(target);
        Objects.requireNonNull(startedAt);
        Objects.requireNonNull(stage);
        Objects.requireNonNull(ending);
        Objects.requireNonNull(smtp);
        Objects.requireNonNull(tls);
        Objects.requireNonNull(meter);
        Objects.requireNonNull(transcript);
        if (!ending.isPossibleAt(stage)) {
            throw new IllegalArgumentException(ending.kind() + " cannot end a dialogue at " + stage);
        }
    }

    /** Nothing was sent: skipped, or a fault of our own before the connection. */
    public static ProbeObservation withoutContact(ProbeTarget target, Instant at, Ending ending) {
        return new ProbeObservation(
                target,
                at,
                DialogueStage.CONNECT,
                ending,
                SmtpEvidence.NONE,
                Optional.empty(),
                ProbeMeter.ZERO,
                Transcript.EMPTY);
    }

    /** Certificates shown, in order, the leaf first; each has its SHA-256. */
    public List<Der> chain() {
        return tls.map(TlsEvidence::chain).orElse(List.of());
    }
}
