package org.starttls.census.crawler.probe.dialogue;

import java.util.Objects;

/**
 * A fatal alert that ended a handshake. Source: RFC 8446 s6.
 *
 * @param number AlertDescription, 0 to 255
 */
public record TlsAlert(int number, Sender sender) {
    /** Who sent it. */
    public enum Sender {
        PEER,
        US
    }

    public TlsAlert {
        Objects.requireNonNull(sender);
        if (number < 0 || number > 255) {
            throw new IllegalArgumentException("alert=" + number);
        }
    }
}
