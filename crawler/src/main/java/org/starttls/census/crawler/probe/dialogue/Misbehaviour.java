package org.starttls.census.crawler.probe.dialogue;

/** A rule of the protocol that a peer broke, or a limit of ours that it passed. Each ends the dialogue. */
public enum Misbehaviour {
    /** A line that is no reply where a reply was due. */
    NOT_A_REPLY,
    /** A reply line longer than {@value ReplyParser#MAX_LINE_BYTES} bytes. */
    REPLY_LINE_TOO_LONG,
    /** A reply of more than {@value SmtpReply#MAX_LINES} lines. */
    TOO_MANY_REPLY_LINES,
    /** A reply of more than {@value ReplyParser#MAX_REPLY_BYTES} bytes. */
    REPLY_TOO_LARGE,
    /** A code outside 200 to 599, or one that cannot answer this command. */
    UNEXPECTED_REPLY_CODE,
    /** Bytes behind the 220 that answers STARTTLS. Source: RFC 3207 s4.2. */
    BYTES_AFTER_220,
    /** Bytes that are no TLS record after the 220. */
    NOT_TLS,
    /** TLS that breaks its own rules without an alert. */
    MALFORMED_TLS,
    /** A handshake or chain larger than our limit. */
    OVERSIZE_HANDSHAKE,
    /** More bytes in one session than our limit. */
    TOO_MANY_BYTES,
    /** More TLS records in a row than our limit that bring no data, after the handshake. */
    TLS_WITHOUT_DATA
}
