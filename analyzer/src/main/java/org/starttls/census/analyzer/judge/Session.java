package org.starttls.census.analyzer.judge;

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
 * @param hasSpokenTls whether a TLS version was agreed on
 */
public record Session(
        String stage,
        String ending,
        Optional<String> misbehaviour,
        Greeting greeting,
        Ehlo ehlo,
        Starttls starttls,
        boolean hasSpokenTls) {
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
     * @param lines of the reply after the first
     * @param refusal what a refusal of EHLO says
     */
    public record Ehlo(
            OptionalInt code,
            OptionalInt heloCode,
            Optional<String> name,
            List<String> lines,
            Optional<String> refusal) {
        public Ehlo {
            Objects.requireNonNull(code);
            Objects.requireNonNull(heloCode);
            Objects.requireNonNull(name);
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

    public Session {
        Objects.requireNonNull(stage);
        Objects.requireNonNull(ending);
        Objects.requireNonNull(misbehaviour);
        Objects.requireNonNull(greeting);
        Objects.requireNonNull(ehlo);
        Objects.requireNonNull(starttls);
    }

    boolean endedAt(String atStage, String how) {
        return stage.equals(atStage) && ending.equals(how);
    }
}
