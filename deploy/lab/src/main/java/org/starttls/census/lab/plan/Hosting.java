package org.starttls.census.lab.plan;

/** Who takes the mail of a domain with MX records; shares are of such domains. */
enum Hosting {
    /** One of many operators, the larger the likelier. The rest of the domains. */
    OPERATOR(0, 0),
    /** The largest operator: few host names, each on several addresses. */
    GIANT(0.08, 0),
    /** The operator that gives every customer a host name of its own, all of them on the same addresses. */
    NAME_A_CUSTOMER(0.02, 40),
    /** The domain itself. */
    SELF(0.03, 150);

    /** Of a small world no hosting takes more than this. */
    private static final double AT_MOST = 0.4;

    private final double share;
    private final int domainsAtLeast;

    /**
     * @param domainsAtLeast in a small world: so that there are servers enough to plant every fault on, and customers
     *     enough to fill an address
     */
    Hosting(double share, int domainsAtLeast) {
        this.share = share;
        this.domainsAtLeast = domainsAtLeast;
    }

    double share(int domains) {
        return Math.max(share, Math.min(AT_MOST, (double) domainsAtLeast / Math.max(1, domains)));
    }
}
