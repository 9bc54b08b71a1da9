package org.starttls.census.lab.smtp;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * Who came to a server, and what was said.
 *
 * @param commands lines of the client in order, bounded in number and length; inside TLS too
 * @param isSecured whether a handshake was completed
 */
public record SessionRecord(
        String address, Instant startedAt, Instant endedAt, String ehloName, List<String> commands, boolean isSecured) {
    public SessionRecord {
        Objects.requireNonNull(address);
        Objects.requireNonNull(startedAt);
        Objects.requireNonNull(endedAt);
        Objects.requireNonNull(ehloName);
        commands = List.copyOf(commands);
    }
}
