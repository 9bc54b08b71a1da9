package org.starttls.census.lab.play;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.starttls.census.lab.plan.HostLookup;
import org.starttls.census.lab.plan.ListedDomains;
import org.starttls.census.lab.plan.MxQuirk;
import org.starttls.census.lab.plan.PlannedDomain;
import org.starttls.census.lab.plan.PlannedHost;
import org.starttls.census.lab.plan.PlannedMx;
import org.starttls.census.lab.plan.PolicyText;
import org.starttls.census.lab.plan.RoutePlan;
import org.starttls.census.lab.plan.World;

/** The zones that lead to servers which follow transcripts: a domain and a network (/24) for each. */
final class PlayedWorld {
    /** Networks of 127.0.0.0/8 that the servers live in: a second byte for every 256 of them. */
    private static final int FIRST_SECOND_BYTE = 26;

    private static final int NETWORKS = 256;
    private static final int PREFERENCE = 10;

    private PlayedWorld() {}

    /** Where clients go. */
    static String address(int number) {
        return "127." + (FIRST_SECOND_BYTE + number / NETWORKS) + "." + number % NETWORKS + ".1";
    }

    /** Where the server is that somebody on the path relays to. */
    static String addressBehind(int number) {
        return address(number).replaceFirst("1$", "2");
    }

    static World of(List<Behaviour> behaviours) {
        List<PlannedDomain> domains = new ArrayList<>();
        Map<String, PlannedHost> hosts = new HashMap<>();
        for (int number = 0; number < behaviours.size(); number++) {
            Behaviour behaviour = behaviours.get(number);
            domains.add(domain(behaviour));
            if (!behaviour.steps().isEmpty()) {
                hosts.put(behaviour.host(), host(behaviour, address(number)));
            }
        }
        List<String> names = domains.stream().map(PlannedDomain::name).toList();
        return new World(0, new ListedDomains(names.size(), names, Map.of()), domains, hosts, Map.of());
    }

    private static PlannedDomain domain(Behaviour behaviour) {
        List<PlannedMx> mx = mx(behaviour);
        return new PlannedDomain(
                behaviour.domain(),
                behaviour.route(),
                MxQuirk.NONE,
                mx,
                mx.stream().map(PlannedMx::exchange).toList(),
                PolicyText.NONE,
                PolicyText.NONE);
    }

    private static List<PlannedMx> mx(Behaviour behaviour) {
        if (behaviour.route() != RoutePlan.MX && behaviour.route() != RoutePlan.NULL_MX) {
            return List.of();
        }
        List<PlannedMx> mx = new ArrayList<>(
                behaviour.mx().isEmpty() ? List.of(new PlannedMx(PREFERENCE, behaviour.host())) : behaviour.mx());
        for (int i = 1; i <= behaviour.zone().moreMx(); i++) {
            mx.add(new PlannedMx(PREFERENCE + i, "m" + i + "." + behaviour.domain()));
        }
        return mx;
    }

    private static PlannedHost host(Behaviour behaviour, String address) {
        HostileZone zone = behaviour.zone();
        List<String> more = new ArrayList<>();
        for (int i = 0; i < zone.moreAddresses(); i++) {
            more.add("172.16." + i / NETWORKS + "." + i % NETWORKS);
        }
        if (zone.isRebinding()) {
            more.add("10.0.0.1");
        }
        HostLookup lookup = zone.isRebinding() ? HostLookup.REBINDING : HostLookup.FOUND;
        return new PlannedHost(behaviour.host(), lookup, zone.aliases(), List.of(address), more, List.of());
    }
}
