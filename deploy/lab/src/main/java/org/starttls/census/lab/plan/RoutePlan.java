package org.starttls.census.lab.plan;

/** What the DNS of a domain says about its mail, with the share of domains it gets and what processing it comes to. */
public enum RoutePlan {
    /** MX records. The rest of the domains. */
    MX("EXPLICIT_MX", 0),
    /** No MX record, but an address. */
    ADDRESS_ONLY("IMPLICIT_MX", 0.020),
    /** A lone "." with preference 0. Source: RFC 7505. */
    NULL_MX("NULL_MX", 0.020),
    /** The name exists, without MX or address. */
    NOTHING("NO_MAIL_HOST", 0.025),
    /** NXDOMAIN. */
    NO_SUCH_NAME("NO_SUCH_DOMAIN", 0.015),
    /** SERVFAIL to every question at or below the name. */
    SERVER_FAILURE("LOOKUP_FAILED", 0.006),
    /** No MX record, and SERVFAIL to the question for addresses: whether it takes mail cannot be known. */
    ADDRESS_FAILURE("LOOKUP_FAILED", 0.001),
    /** No answer at all. Rare, because each costs the client its whole patience. */
    SILENCE("LOOKUP_FAILED", 0.0004);

    private final String mailRoute;
    private final double share;

    RoutePlan(String mailRoute, double share) {
        this.mailRoute = mailRoute;
        this.share = share;
    }

    /** Symbol of {@code mail_route} that it must be recorded as. */
    public String mailRoute() {
        return mailRoute;
    }

    double share() {
        return share;
    }
}
