package org.starttls.census.lab.plan;

/** The chain that a server shows, with the status it must be judged as. */
public enum CertificatePlan {
    /** Good in every respect, the host's name on it. */
    GOOD("VALID", 0),
    /** Good, a wildcard for the host's parent on it. */
    WILDCARD("VALID", 0.14),
    EXPIRED("EXPIRED", 0.060),
    NOT_YET_VALID("NOT_YET_VALID", 0.005),
    /** Signed by its own key, the host's name on it. */
    SELF_SIGNED("SELF_SIGNED", 0.10),
    /** Signed by its own key, as an appliance is delivered. */
    SELF_SIGNED_DEFAULT("SELF_SIGNED", 0.06),
    /** Signed by its own key, and expired: the first reason that applies counts. */
    SELF_SIGNED_EXPIRED("EXPIRED", 0.02),
    /** An authority that nobody knows. */
    UNKNOWN_ROOT("UNTRUSTED_ROOT", 0.035),
    /** Good, with the name of a hoster. */
    WRONG_NAME("NAME_MISMATCH", 0.11),
    /** Good, the host's name in the subject only. Source: RFC 9525 s6.3. */
    NAME_IN_SUBJECT_ONLY("NAME_MISMATCH", 0.015),
    /** Good, but sent without the intermediate, which other servers show. */
    MISSING_INTERMEDIATE("INCOMPLETE_CHAIN", 0.025),
    /** Good, with 10,000 names. Nobody's but a transcript's. */
    MANY_NAMES("VALID", 0),
    /** Good, with a hundred certificates behind the leaf, to who takes that many. Nobody's but a transcript's. */
    LONG_CHAIN("VALID", 0);

    private final String status;
    private final double share;

    CertificatePlan(String status, double share) {
        this.status = status;
        this.share = share;
    }

    /** Symbol of {@code certificate_status}. */
    public String status() {
        return status;
    }

    /** Whether the chain leads to a root of the trust store now and as sent. */
    public boolean isTrusted() {
        return status.equals("VALID") || status.equals("NAME_MISMATCH");
    }

    double share() {
        return share;
    }
}
