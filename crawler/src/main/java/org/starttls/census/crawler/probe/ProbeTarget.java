package org.starttls.census.crawler.probe;

import java.util.Objects;

/**
 * Whom to contact, for which name and why.
 *
 * @param mxHost the MX host name, lower case, no trailing dot; sent as SNI
 * @param address literal IPv4 or IPv6 address
 * @param port TCP port, 1 to 65,535
 * @param attempt number of the attempt of this purpose, from 1
 */
public record ProbeTarget(String mxHost, String address, int port, Purpose purpose, int attempt) {
    public ProbeTarget {
        Objects.requireNonNull(mxHost);
        Objects.requireNonNull(address);
        Objects.requireNonNull(purpose);
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("port=" + port);
        }
        if (attempt < 0) {
            throw new IllegalArgumentException("attempt=" + attempt);
        }
    }
}
