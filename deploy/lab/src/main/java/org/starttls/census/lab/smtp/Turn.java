package org.starttls.census.lab.smtp;

import java.time.Duration;
import java.util.Objects;

/**
 * What a server does when it is its turn.
 *
 * @param after how long it waits before
 * @param text what it sends, line ends included; empty for nothing
 * @param then what it does next
 */
record Turn(Duration after, String text, Then then) {
    enum Then {
        /** Reads the next line. */
        LISTEN,
        /** Says the second part of the greeting. */
        GO_ON,
        CLOSE,
        /** Reads, and never answers again. */
        FALL_SILENT,
        HANDSHAKE,
        /** Answers the client's first bytes by a fatal alert, handshake_failure. */
        ALERT,
        /** Answers the client's first bytes by bytes that are no TLS. */
        GARBAGE,
        /** Closes when the client's first bytes come. */
        CLOSE_ON_HELLO
    }

    Turn {
        Objects.requireNonNull(after);
        Objects.requireNonNull(text);
        Objects.requireNonNull(then);
    }

    static Turn say(String line) {
        return new Turn(Duration.ZERO, line + "\r\n", Then.LISTEN);
    }

    static Turn say(String line, Then then) {
        return new Turn(Duration.ZERO, line + "\r\n", then);
    }

    static Turn just(Then then) {
        return new Turn(Duration.ZERO, "", then);
    }

    Turn delayedBy(Duration delay) {
        return new Turn(delay, text, then);
    }
}
