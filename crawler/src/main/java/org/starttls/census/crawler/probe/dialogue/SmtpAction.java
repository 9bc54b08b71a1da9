package org.starttls.census.crawler.probe.dialogue;

import java.util.Objects;
import java.util.Optional;

/** What the driver does next; it decides nothing itself. */
public sealed interface SmtpAction {
    Kind kind();

    /** One constant a permitted type. */
    enum Kind {
        AWAIT,
        SAY,
        UPGRADE_TO_TLS,
        HANG_UP
    }

    /** Go on waiting for what is due; a deadline that runs goes on. */
    record Await() implements SmtpAction {
        @Override
        public Kind kind() {
            return Kind.AWAIT;
        }
    }

    /**
     * Send a command and wait for its reply.
     *
     * @param command without CRLF
     */
    record Say(String command) implements SmtpAction {
        public Say {
            Objects.requireNonNull(command);
        }

        @Override
        public Kind kind() {
            return Kind.SAY;
        }
    }

    /** Begin the TLS handshake. */
    record UpgradeToTls() implements SmtpAction {
        @Override
        public Kind kind() {
            return Kind.UPGRADE_TO_TLS;
        }
    }

    /**
     * Close the connection; stage and ending are final.
     *
     * @param lastWord a command to send before, without waiting for its reply
     */
    record HangUp(Optional<String> lastWord) implements SmtpAction {
        public HangUp {
            Objects.requireNonNull(lastWord);
        }

        @Override
        public Kind kind() {
            return Kind.HANG_UP;
        }
    }
}
