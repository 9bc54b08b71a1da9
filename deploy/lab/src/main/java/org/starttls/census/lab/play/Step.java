package org.starttls.census.lab.play;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.starttls.census.lab.plan.KeyKind;

/** What a server does next, or waits for. */
sealed interface Step {
    /** What a step is. */
    enum Kind {
        SEND,
        DRIP,
        WAIT,
        COMMAND,
        HELLO,
        HELLO_AT_MOST,
        HANDSHAKE,
        SHAKE_AGAIN,
        ALERT,
        CLOSE,
        CLOSE_NOTIFY,
        RESET,
        STALL
    }

    Kind kind();

    /**
     * Sends bytes in one write.
     *
     * @param bytes a character each, ISO 8859-1
     */
    record Send(String bytes) implements Step {
        public Send {
            Objects.requireNonNull(bytes);
        }

        @Override
        public Kind kind() {
            return Kind.SEND;
        }
    }

    /**
     * Sends bytes one at a time.
     *
     * @param bytes a character each, ISO 8859-1
     */
    record Drip(Duration gap, String bytes) implements Step {
        public Drip {
            Objects.requireNonNull(gap);
            Objects.requireNonNull(bytes);
        }

        @Override
        public Kind kind() {
            return Kind.DRIP;
        }
    }

    /** Does nothing for that long. */
    record Wait(Duration time) implements Step {
        public Wait {
            Objects.requireNonNull(time);
        }

        @Override
        public Kind kind() {
            return Kind.WAIT;
        }
    }

    /** Waits for a command line. */
    record Command() implements Step {
        @Override
        public Kind kind() {
            return Kind.COMMAND;
        }
    }

    /** Waits for a whole TLS record, the ClientHello. */
    record Hello() implements Step {
        @Override
        public Kind kind() {
            return Kind.HELLO;
        }
    }

    /**
     * Waits for the ClientHello, and closes if its record is longer. Source: Benjamin, TLS 1.3 post-quantum and large
     * ClientHellos, and the devices that read only its first packet.
     *
     * @param bytes of the record's body
     */
    record HelloAtMost(int bytes) implements Step {
        @Override
        public Kind kind() {
            return Kind.HELLO_AT_MOST;
        }
    }

    /**
     * Shakes hands.
     *
     * @param protocol by its product name, as TLSv1.3
     * @param suite the only one that is offered
     */
    record Handshake(String protocol, KeyKind key, boolean asksForCertificate, Optional<String> suite) implements Step {
        public Handshake {
            Objects.requireNonNull(protocol);
            Objects.requireNonNull(key);
            Objects.requireNonNull(suite);
        }

        @Override
        public Kind kind() {
            return Kind.HANDSHAKE;
        }
    }

    /**
     * Asks for another handshake: KeyUpdate in TLS 1.3, HelloRequest in older versions. Source: RFC 8446 s4.6.3, RFC 5246
     * s7.4.1.1.
     */
    record ShakeAgain(int times) implements Step {
        @Override
        public Kind kind() {
            return Kind.SHAKE_AGAIN;
        }
    }

    /** Waits for the ClientHello, and answers it by a fatal alert. Source: RFC 8446 s6. */
    record Alert(int number) implements Step {
        @Override
        public Kind kind() {
            return Kind.ALERT;
        }
    }

    /** Closes, in TLS with close_notify. */
    record Close() implements Step {
        @Override
        public Kind kind() {
            return Kind.CLOSE;
        }
    }

    /** Closes TLS and leaves TCP open. */
    record CloseNotify() implements Step {
        @Override
        public Kind kind() {
            return Kind.CLOSE_NOTIFY;
        }
    }

    /** Aborts the connection. */
    record Reset() implements Step {
        @Override
        public Kind kind() {
            return Kind.RESET;
        }
    }

    /** Reads, and never answers again. */
    record Stall() implements Step {
        @Override
        public Kind kind() {
            return Kind.STALL;
        }
    }
}
