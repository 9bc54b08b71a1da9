package org.starttls.census.lab.plan;

/** What the question for a mail host's addresses comes to; the names are those of {@code address_lookup}. */
public enum HostLookup {
    FOUND,
    NO_DATA,
    NO_SUCH_NAME,
    /** SERVFAIL. */
    FAILED,
    /** No answer; recorded as FAILED. */
    SILENT,
    /** The servers, and at the next question the special addresses, in turn; recorded as FOUND. */
    REBINDING;

    public String recordedAs() {
        return switch (this) {
            case SILENT -> FAILED.name();
            case REBINDING -> FOUND.name();
            case FOUND, NO_DATA, NO_SUCH_NAME, FAILED -> name();
        };
    }
}
