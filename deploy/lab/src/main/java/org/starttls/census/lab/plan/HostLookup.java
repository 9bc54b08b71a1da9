package org.starttls.census.lab.plan;

/** What the question for a mail host's addresses comes to; the names are those of {@code address_lookup}. */
public enum HostLookup {
    FOUND,
    NO_DATA,
    NO_SUCH_NAME,
    /** SERVFAIL. */
    FAILED,
    /** No answer; recorded as FAILED. */
    SILENT;

    public String recordedAs() {
        return this == SILENT ? FAILED.name() : name();
    }
}
