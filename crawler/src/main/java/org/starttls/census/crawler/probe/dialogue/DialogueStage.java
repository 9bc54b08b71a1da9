package org.starttls.census.crawler.probe.dialogue;

/** How far a dialogue came: the last stage that was entered. In the order in which they are entered. */
public enum DialogueStage {
    /** TCP connection. */
    CONNECT,
    /** Waiting for the greeting. Source: RFC 5321 s4.2. */
    GREETING,
    /** EHLO, or HELO after a refusal; also a blind STARTTLS until it is answered 220. */
    EHLO,
    /** STARTTLS, offered, was sent, or sent blind and answered 220. Source: RFC 3207 s4. */
    STARTTLS,
    /** TLS handshake. */
    HANDSHAKE,
    /** EHLO inside TLS. */
    EHLO_TLS,
    /** QUIT after a complete session. */
    QUIT
}
