package org.starttls.census.crawler.probe.dialogue;

import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What the peer said in plain SMTP, kept whatever the ending. A reply is absent if it did not come whole.
 *
 * @param ehlo reply to EHLO outside TLS
 * @param helo reply to HELO, sent only after EHLO was refused
 * @param blind whether STARTTLS was sent although it was not offered
 * @param starttls reply to STARTTLS
 * @param ehloTls reply to EHLO inside TLS
 * @param tolerated deviations that were tolerated in any reply
 */
public record SmtpEvidence(
        Optional<SmtpReply> greeting,
        Optional<SmtpReply> ehlo,
        Optional<SmtpReply> helo,
        Blind blind,
        Optional<SmtpReply> starttls,
        Optional<SmtpReply> ehloTls,
        Set<Deviation> tolerated) {
    public static final SmtpEvidence NONE = new SmtpEvidence(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Blind.NOT_SENT,
            Optional.empty(),
            Optional.empty(),
            Set.of());

    /** What became of a STARTTLS that was not offered. */
    public enum Blind {
        NOT_SENT,
        SENT
    }

    public SmtpEvidence {
        Objects.requireNonNull(greeting);
        Objects.requireNonNull(ehlo);
        Objects.requireNonNull(helo);
        Objects.requireNonNull(blind);
        Objects.requireNonNull(starttls);
        Objects.requireNonNull(ehloTls);
        tolerated = tolerated.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(tolerated));
    }

    /** The reply that names the server outside TLS: EHLO's, else HELO's, where it was 250. */
    public Optional<SmtpReply> introduction() {
        return ehlo.filter(reply -> reply.code() == 250).or(() -> helo.filter(reply -> reply.code() == 250));
    }

    /** Whether STARTTLS was among the keywords; NO also for a server that knows HELO only. */
    public Tri offered() {
        if (ehlo.isPresent() && ehlo.get().code() == 250) {
            return Tri.of(ehlo.get().offers("STARTTLS"));
        }
        return helo.isPresent() && helo.get().code() == 250 ? Tri.NO : Tri.UNKNOWN;
    }
}
