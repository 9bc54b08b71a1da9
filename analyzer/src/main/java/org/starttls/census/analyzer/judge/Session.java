package org.starttls.census.analyzer.judge;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What one session said, as far as signs and refusals are read from it.
 *
 * @param stage last one entered, by its symbol
 * @param ending by its symbol
 * @param misbehaviour by its symbol, for MISBEHAVED
 * @param hasSpokenTls whether the server sent TLS: a version was agreed on, or it sent an alert
 * @param leaf the certificate it showed
 */
public record Session(
        String stage,
        String ending,
        Optional<String> misbehaviour,
        Greeting greeting,
        Ehlo ehlo,
        Starttls starttls,
        boolean hasSpokenTls,
        Optional<Leaf> leaf) {
    /** The greeting, lines joined by a line feed. */
    public record Greeting(OptionalInt code, Optional<String> text) {
        public Greeting {
            Objects.requireNonNull(code);
            Objects.requireNonNull(text);
        }
    }

    /**
     * EHLO, or HELO after a refusal.
     *
     * @param name first word of the reply
     * @param nameInTls the same of the reply inside TLS
     * @param lines of the reply after the first
     * @param refusal what a refusal of EHLO says
     */
    public record Ehlo(
            OptionalInt code,
            OptionalInt heloCode,
            Optional<String> name,
            Optional<String> nameInTls,
            List<String> lines,
            Optional<String> refusal) {
        public Ehlo {
            Objects.requireNonNull(code);
            Objects.requireNonNull(heloCode);
            Objects.requireNonNull(name);
            Objects.requireNonNull(nameInTls);
            lines = List.copyOf(lines);
            Objects.requireNonNull(refusal);
        }
    }

    /** STARTTLS, offered or blind. */
    public record Starttls(Truth offered, OptionalInt code, Optional<String> reply) {
        public Starttls {
            Objects.requireNonNull(offered);
            Objects.requireNonNull(code);
            Objects.requireNonNull(reply);
        }

        boolean isRefused() {
            return code.orElse(0) >= 400;
        }
    }

    /**
     * The certificate shown.
     *
     * @param names common names and DNS names
     * @param isSelfSigned whether its own key signed it
     * @param age from the start of its validity to the session
     */
    public record Leaf(
            String subject, String issuer, List<String> names, boolean isSelfSigned, Optional<Duration> age) {
        public Leaf {
            Objects.requireNonNull(subject);
            Objects.requireNonNull(issuer);
            names = List.copyOf(names);
            Objects.requireNonNull(age);
        }
    }

    public Session {
        Objects.requireNonNull(stage);
        Objects.requireNonNull(ending);
        Objects.requireNonNull(misbehaviour);
        Objects.requireNonNull(greeting);
        Objects.requireNonNull(ehlo);
        Objects.requireNonNull(starttls);
        Objects.requireNonNull(leaf);
    }

    boolean endedAt(String atStage, String how) {
        return stage.equals(atStage) && ending.equals(how);
    }
}
