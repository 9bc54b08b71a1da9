package org.starttls.census.analyzer.judge;

/** A parameter of a TLS session that its RFC forbids or advises against. The rule of the same name has the section. */
public enum Weakness {
    SSL_3(Level.MUST_NOT, Listener.KEPT_OUT),
    TLS_1_0(Level.MUST_NOT, Listener.KEPT_OUT),
    TLS_1_1(Level.MUST_NOT, Listener.KEPT_OUT),
    NULL_ENCRYPTION(Level.MUST_NOT, Listener.READS_ALONG),
    UNDER_112_BITS(Level.MUST_NOT, Listener.READS_ALONG),
    UNDER_128_BITS(Level.SHOULD_NOT, Listener.KEPT_OUT),
    RC4(Level.MUST_NOT, Listener.KEPT_OUT),
    ANONYMOUS(Level.MUST_NOT, Listener.KEPT_OUT),
    STATIC_RSA(Level.SHOULD_NOT, Listener.KEPT_OUT),
    STATIC_DH(Level.SHOULD_NOT, Listener.KEPT_OUT),
    FINITE_FIELD_DHE(Level.SHOULD_NOT, Listener.KEPT_OUT),
    DH_UNDER_2048(Level.MUST_NOT, Listener.KEPT_OUT),
    CURVE_UNDER_224(Level.MUST_NOT, Listener.KEPT_OUT),
    BREAKABLE_KEY_EXCHANGE(Level.MUST_NOT, Listener.READS_ALONG),
    RSA_UNDER_2048(Level.MUST_NOT, Listener.KEPT_OUT),
    SHA_1_IN_HANDSHAKE(Level.MUST_NOT, Listener.KEPT_OUT),
    SHA_1_IN_CERTIFICATE(Level.MUST_NOT, Listener.KEPT_OUT);

    /** How the RFC says it. Source: RFC 2119. */
    public enum Level {
        MUST_NOT,
        SHOULD_NOT
    }

    /** What it means to somebody who only listens, at small cost: all that opportunistic security is against. */
    private enum Listener {
        KEPT_OUT,
        READS_ALONG
    }

    private final Level level;
    private final Listener listener;

    Weakness(Level level, Listener listener) {
        this.level = level;
        this.listener = listener;
    }

    public Level level() {
        return level;
    }

    /** Whether a session with it is hardly better than clear text. */
    boolean isReadableByListener() {
        return listener == Listener.READS_ALONG;
    }

    public Rule rule() {
        return Rule.valueOf(name());
    }
}
