package org.starttls.census.crawler.probe.dialogue;

/** A three-valued fact. */
public enum Tri {
    YES,
    NO,
    /** We could not find out. */
    UNKNOWN;

    public static Tri of(boolean known) {
        return known ? YES : NO;
    }
}
