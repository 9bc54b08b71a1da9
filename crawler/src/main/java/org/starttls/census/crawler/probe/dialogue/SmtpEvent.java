package org.starttls.census.crawler.probe.dialogue;

import java.time.Duration;
import java.util.Objects;

/** What the dialogue hears, in order of arrival. Peer behaviour is an event, never an exception. */
public sealed interface SmtpEvent {
    Kind kind();

    /** One constant a permitted type. */
    enum Kind {
        CONNECTED,
        UNREACHABLE,
        REPLY,
        BROKEN,
        SECURED,
        TLS_FAILED,
        CLOSED,
        LATE,
        FAULT
    }

    /** The TCP connection stands. */
    record Connected() implements SmtpEvent {
        @Override
        public Kind kind() {
            return Kind.CONNECTED;
        }
    }

    /** No TCP connection. */
    record Unreachable(NetworkCause cause) implements SmtpEvent {
        public Unreachable {
            Objects.requireNonNull(cause);
        }

        @Override
        public Kind kind() {
            return Kind.UNREACHABLE;
        }
    }

    /**
     * A whole reply.
     *
     * @param behind first bytes already received behind its end, escaped; empty if there are none
     */
    record Reply(SmtpReply reply, String behind) implements SmtpEvent {
        public Reply {
            Objects.requireNonNull(reply);
            Objects.requireNonNull(behind);
        }

        @Override
        public Kind kind() {
            return Kind.REPLY;
        }
    }

    /** Bytes that break a rule or pass a limit. */
    record Broken(Misbehaviour misbehaviour, String excerpt) implements SmtpEvent {
        public Broken {
            Objects.requireNonNull(misbehaviour);
            Objects.requireNonNull(excerpt);
        }

        @Override
        public Kind kind() {
            return Kind.BROKEN;
        }
    }

    /** The handshake is complete. */
    record Secured() implements SmtpEvent {
        @Override
        public Kind kind() {
            return Kind.SECURED;
        }
    }

    /** TLS failed, in the handshake or later; how it ended is read from the wire. */
    record TlsFailed(Ending ending) implements SmtpEvent {
        public TlsFailed {
            Objects.requireNonNull(ending);
        }

        @Override
        public Kind kind() {
            return Kind.TLS_FAILED;
        }
    }

    /** The peer closed or reset the connection. */
    record Closed(NetworkCause cause) implements SmtpEvent {
        public Closed {
            Objects.requireNonNull(cause);
        }

        @Override
        public Kind kind() {
            return Kind.CLOSED;
        }
    }

    /** A deadline passed. */
    record Late(Duration limit) implements SmtpEvent {
        public Late {
            Objects.requireNonNull(limit);
        }

        @Override
        public Kind kind() {
            return Kind.LATE;
        }
    }

    /** A fault of our own. */
    record Fault(String cause) implements SmtpEvent {
        public Fault {
            Objects.requireNonNull(cause);
        }

        @Override
        public Kind kind() {
            return Kind.FAULT;
        }
    }
}
