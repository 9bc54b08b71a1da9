package org.starttls.census.crawler.dns;

/** What can be asked for. */
public enum RecordType {
    A,
    AAAA,
    MX,
    TXT
}
