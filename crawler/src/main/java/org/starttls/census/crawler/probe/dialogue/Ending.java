package org.starttls.census.crawler.probe.dialogue;

import java.time.Duration;
import java.util.Objects;

/** How a dialogue stopped at its last stage, with the evidence. Which stage stands beside it. */
public sealed interface Ending {
    Kind kind();

    /** Whether a dialogue can end like this at the stage. */
    default boolean isPossibleAt(DialogueStage stage) {
        return switch (kind()) {
            case COMPLETED -> stage == DialogueStage.QUIT;
            case NOT_OFFERED -> stage == DialogueStage.EHLO;
            case REJECTED ->
                stage == DialogueStage.GREETING
                        || stage == DialogueStage.EHLO
                        || stage == DialogueStage.STARTTLS
                        || stage == DialogueStage.EHLO_TLS;
            case ALERTED -> stage == DialogueStage.HANDSHAKE || stage == DialogueStage.EHLO_TLS;
            case UNREACHABLE, SKIPPED -> stage == DialogueStage.CONNECT;
            case MISBEHAVED, DISCONNECTED -> stage != DialogueStage.CONNECT && stage != DialogueStage.QUIT;
            case TIMED_OUT -> stage != DialogueStage.QUIT;
            case LOCAL_FAULT -> true;
        };
    }

    /** One constant a permitted type, named as it is stored. */
    enum Kind {
        COMPLETED,
        NOT_OFFERED,
        REJECTED,
        MISBEHAVED,
        ALERTED,
        UNREACHABLE,
        TIMED_OUT,
        DISCONNECTED,
        SKIPPED,
        LOCAL_FAULT
    }

    /** The session went through, to the reply to EHLO inside TLS. */
    record Completed() implements Ending {
        @Override
        public Kind kind() {
            return Kind.COMPLETED;
        }
    }

    /** EHLO did not name STARTTLS, and a blind STARTTLS, if one was sent, was not answered with 220. */
    record NotOffered() implements Ending {
        @Override
        public Kind kind() {
            return Kind.NOT_OFFERED;
        }
    }

    /** A reply that refuses. */
    record Rejected(SmtpReply reply) implements Ending {
        public Rejected {
            Objects.requireNonNull(reply);
        }

        @Override
        public Kind kind() {
            return Kind.REJECTED;
        }
    }

    /**
     * The peer broke a rule.
     *
     * @param excerpt first bytes of what broke it, escaped by {@link PeerText}, at most
     *     {@value PeerText#MAX_EXCERPT_CHARS} characters, possibly empty
     */
    record Misbehaved(Misbehaviour misbehaviour, String excerpt) implements Ending {
        public Misbehaved {
            Objects.requireNonNull(misbehaviour);
            Objects.requireNonNull(excerpt);
        }

        @Override
        public Kind kind() {
            return Kind.MISBEHAVED;
        }
    }

    /** A fatal TLS alert, theirs or ours. */
    record Alerted(TlsAlert alert) implements Ending {
        public Alerted {
            Objects.requireNonNull(alert);
        }

        @Override
        public Kind kind() {
            return Kind.ALERTED;
        }
    }

    /** No connection. */
    record Unreachable(NetworkCause cause) implements Ending {
        public Unreachable {
            Objects.requireNonNull(cause);
        }

        @Override
        public Kind kind() {
            return Kind.UNREACHABLE;
        }
    }

    /**
     * Nothing came in time.
     *
     * @param limit the deadline that passed, in time in which our event loop ran
     */
    record TimedOut(Duration limit) implements Ending {
        public TimedOut {
            Objects.requireNonNull(limit);
        }

        @Override
        public Kind kind() {
            return Kind.TIMED_OUT;
        }
    }

    /** The peer closed or reset the connection. */
    record Disconnected(NetworkCause cause) implements Ending {
        public Disconnected {
            Objects.requireNonNull(cause);
        }

        @Override
        public Kind kind() {
            return Kind.DISCONNECTED;
        }
    }

    /** We chose not to connect. */
    record Skipped(SkipReason reason) implements Ending {
        public Skipped {
            Objects.requireNonNull(reason);
        }

        @Override
        public Kind kind() {
            return Kind.SKIPPED;
        }
    }

    /**
     * A fault of our own. Enters no rate about the Internet.
     *
     * @param cause class name of the fault
     */
    record LocalFault(String cause) implements Ending {
        public LocalFault {
            Objects.requireNonNull(cause);
        }

        @Override
        public Kind kind() {
            return Kind.LOCAL_FAULT;
        }
    }
}
