package org.starttls.census.lab.plan;

/** Who takes the mail of a domain with MX records; shares are of such domains. */
enum Hosting {
    /** One of many operators, the larger the likelier. The rest of the domains. */
    OPERATOR(0),
    /** The largest operator: few host names, each on several addresses. */
    GIANT(0.08),
    /** The operator that gives every customer a host name of its own, all of them on the same addresses. */
    NAME_A_CUSTOMER(0.04),
    /** The domain itself. */
    SELF(0.05);

    /** Domains that host themselves in a small world, so that there are servers enough to plant every fault on. */
    private static final int SELF_HOSTED_AT_LEAST = 150;

    private static final double SELF_HOSTED_AT_MOST = 0.4;

    private final double share;

    Hosting(double share) {
        this.share = share;
    }

    double share(int domains) {
        return this == SELF
                ? Math.max(share, Math.min(SELF_HOSTED_AT_MOST, (double) SELF_HOSTED_AT_LEAST / Math.max(1, domains)))
                : share;
    }
}
