package org.starttls.census.crawler.probe.dialogue;

/** What a reply does that its grammar does not allow and that we tolerate. Counted by name, never fatal. */
public enum Deviation {
    /** A line ended by LF without CR. */
    BARE_LF,
    /** A CR that is not followed by LF, inside a line. */
    BARE_CR,
    /** Text right behind the code, without space or hyphen. */
    NO_SEPARATOR,
    /** Lines of one reply with different codes; the last counts. Source: RFC 5321 s4.2.1. */
    CHANGING_CODE,
    /** A line of a continued reply that begins with no code; kept as text of the reply. */
    LINE_WITHOUT_CODE,
    /** Lines of text before the greeting's code. */
    TEXT_BEFORE_GREETING,
    /** An empty line where a reply was due. */
    EMPTY_LINE,
    /** A reply of an unknown second digit, outside 0 to 5. Source: RFC 5321 s4.2. */
    ODD_CODE,
    /** A control character other than a tab. */
    CONTROL_CHARACTER,
    /** Bytes outside ASCII. */
    NOT_ASCII,
    /** A line longer than the 512 bytes of RFC 5321 s4.5.3.1.5. */
    LONG_LINE,
    /** More bytes after a complete reply, although no pipelining was asked for. */
    BYTES_BEHIND_REPLY
}
