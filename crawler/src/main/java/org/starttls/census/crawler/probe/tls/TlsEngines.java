package org.starttls.census.crawler.probe.tls;

import java.util.Objects;

/**
 * The TLS clients of a vantage point.
 *
 * @param first for every contact but those of the second
 * @param legacy for contacts after a failed handshake: what it alone can speak is found by it
 */
public record TlsEngines(NettyTls first, NettyTls legacy) {
    public TlsEngines {
        Objects.requireNonNull(first);
        Objects.requireNonNull(legacy);
    }

    /** One client for all contacts. */
    public static TlsEngines only(NettyTls tls) {
        return new TlsEngines(tls, tls);
    }
}
