package org.starttls.census.crawler.probe.tls;

/** Who waits for a handshake. */
public interface TlsListener {
    /** The handshake is complete. */
    void secured();

    /** The handshake failed, or a limit was passed; {@link NettyTlsSession#failure} says how. At most once. */
    void failed();

    /** The peer said close_notify after the handshake, whether or not it closes the connection too. */
    void closed();
}
