package org.starttls.census.analyzer.judge;

/** What is to be said of a certificate first; the order is that of precedence. Each has the {@link Rule} of its name. */
public enum CertificateStatus {
    NO_CERTIFICATE,
    UNPARSABLE,
    EXPIRED,
    NOT_YET_VALID,
    SELF_SIGNED,
    UNTRUSTED_ROOT,
    INCOMPLETE_CHAIN,
    CONSTRAINT_VIOLATED,
    NAME_MISMATCH,
    VALID;

    public Rule rule() {
        return Rule.valueOf(name());
    }
}
