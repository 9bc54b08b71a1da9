package org.starttls.census.crawler.dns;

/** DNSSEC state of an answer, the strongest first. Source: RFC 4035 s4.3. */
public enum Security {
    /** Validated by a resolver whose word counts: one on loopback. */
    SECURE,
    /** That resolver says it is not signed, or does not say that it is. */
    INSECURE,
    /** That resolver failed: it may be bogus, or only broken. */
    INDETERMINATE,
    /** Nobody was heard, or somebody whose word does not count. */
    UNKNOWN;

    /** A chain of answers is as strong as its weakest part. */
    public Security weaker(Security other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
