package org.starttls.census.lab.plan;

import java.util.List;
import java.util.Objects;

/**
 * A name that MX records lead to.
 *
 * @param name lower case, no trailing dot
 * @param aliases names its CNAME chain leads over, the last one holding the addresses; empty if it is no alias
 * @param servers addresses of servers of this world
 * @param specialAddresses IPv4 addresses that must never be contacted
 * @param v6Addresses in the form of RFC 5952; in a lab never contacted either
 */
public record PlannedHost(
        String name,
        HostLookup lookup,
        List<String> aliases,
        List<String> servers,
        List<String> specialAddresses,
        List<String> v6Addresses) {
    public PlannedHost {
        Objects.requireNonNull(name);
        Objects.requireNonNull(lookup);
        aliases = List.copyOf(aliases);
        servers = List.copyOf(servers);
        specialAddresses = List.copyOf(specialAddresses);
        v6Addresses = List.copyOf(v6Addresses);
    }

    static PlannedHost missing(String name, HostLookup lookup) {
        return new PlannedHost(name, lookup, List.of(), List.of(), List.of(), List.of());
    }
}
