package org.starttls.census.analyzer.judge;

/** A three-valued fact. */
public enum Truth {
    YES,
    NO,
    UNKNOWN;

    public static Truth of(boolean holds) {
        return holds ? YES : NO;
    }
}
