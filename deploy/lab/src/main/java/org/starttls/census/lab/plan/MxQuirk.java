package org.starttls.census.lab.plan;

/** What is odd about a domain's MX records or the host behind one of them; shares are of domains with MX records. */
public enum MxQuirk {
    /** Nothing. */
    NONE(0),
    /** A "." beside other MX records, which RFC 7505 s3 forbids. */
    NULL_MX_BESIDE(0.002),
    /** The host has a private, link-local, shared or otherwise special address only. */
    SPECIAL_ADDRESS(0.004),
    /** The host is an alias, which RFC 2181 s10.3 forbids. */
    ALIAS_HOST(0.008),
    /** The host exists without an address. */
    HOST_WITHOUT_ADDRESS(0.004),
    /** The host does not exist. */
    HOST_MISSING(0.006),
    /** SERVFAIL to the question for the host's addresses. */
    HOST_FAILURE(0.0015),
    /** No answer to it. */
    HOST_SILENT(0.0002),
    /** An IPv4 address where a host name belongs. */
    ADDRESS_AS_NAME(0.002),
    /** UDP answers are cut to nothing, so that TCP is needed. Source: RFC 7766. */
    TRUNCATED(0.003),
    /** The domain itself is an alias. Source: RFC 5321 s5.1. */
    ALIAS_DOMAIN(0.002),
    /** The same host twice, with two preferences. */
    HOST_TWICE(0.002),
    /** The host in capital letters. */
    CAPITALS(0.010);

    private final double share;

    MxQuirk(double share) {
        this.share = share;
    }

    double share() {
        return share;
    }
}
