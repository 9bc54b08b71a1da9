package org.starttls.census.lab.plan;

import java.util.List;
import java.util.Objects;

/**
 * A domain of the list.
 *
 * @param mx its MX records; empty unless the route is {@link RoutePlan#MX} or {@link RoutePlan#NULL_MX}
 * @param hosts distinct mail hosts that follow from the route, the implicit one included; no addresses, no root
 */
public record PlannedDomain(
        String name,
        RoutePlan route,
        MxQuirk quirk,
        List<PlannedMx> mx,
        List<String> hosts,
        PolicyText sts,
        PolicyText tlsrpt) {
    public PlannedDomain {
        Objects.requireNonNull(name);
        Objects.requireNonNull(route);
        Objects.requireNonNull(quirk);
        mx = List.copyOf(mx);
        hosts = List.copyOf(hosts);
        Objects.requireNonNull(sts);
        Objects.requireNonNull(tlsrpt);
    }

    /** Name that the domain is an alias of, for {@link MxQuirk#ALIAS_DOMAIN}. */
    public String aliasTarget() {
        return "alias-target." + name;
    }
}
