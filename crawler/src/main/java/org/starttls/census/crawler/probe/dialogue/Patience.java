package org.starttls.census.crawler.probe.dialogue;

/** What a dialogue is waiting for: each has a deadline of its own. */
public enum Patience {
    CONNECT,
    GREETING,
    /** A whole reply to a command. */
    STEP,
    HANDSHAKE,
    /** The reply to QUIT, which changes nothing. */
    FAREWELL
}
