package org.starttls.census.crawler.probe.dialogue;

/** Placeholder for limits. */
final class ReplyParser {
    static final int MAX_LINE_BYTES = 4_096;
    static final int MAX_REPLY_BYTES = 65_536;

    private ReplyParser() {}
}
