package org.starttls.census.lab.plan;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Everything that was planted.
 *
 * @param domains in the order of the list
 * @param hosts by name: exactly those that a domain leads to
 * @param servers by address: exactly those that a host leads to
 */
public record World(
        long seed,
        ListedDomains list,
        List<PlannedDomain> domains,
        Map<String, PlannedHost> hosts,
        Map<String, PlannedServer> servers) {
    public World {
        Objects.requireNonNull(list);
        domains = List.copyOf(domains);
        Objects.requireNonNull(hosts);
        Objects.requireNonNull(servers);
    }
}
