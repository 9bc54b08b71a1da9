package org.starttls.census.crawler.probe.tls;

import java.util.Objects;
import org.starttls.census.crawler.probe.Purpose;

/**
 * The TLS clients of a vantage point.
 *
 * @param first for every contact but those of the second
 * @param legacy for a contact after a failed handshake: what it alone can speak is found by it
 * @param oldest for a server that chose SSL 3.0 then: offers nothing else
 */
public record TlsEngines(NettyTls first, NettyTls legacy, NettyTls oldest) {
    /** Contacts with {@link #legacy}, counted by their attempt; later ones are made with {@link #oldest}. */
    private static final int LEGACY_ATTEMPTS = 1;

    public TlsEngines {
        Objects.requireNonNull(first);
        Objects.requireNonNull(legacy);
        Objects.requireNonNull(oldest);
    }

    /** The client for a contact. */
    public NettyTls of(Purpose purpose, int attempt) {
        if (purpose != Purpose.LEGACY_TLS) {
            return first;
        }
        return attempt <= LEGACY_ATTEMPTS ? legacy : oldest;
    }

    /** One client for all contacts. */
    public static TlsEngines only(NettyTls tls) {
        return new TlsEngines(tls, tls, tls);
    }
}
