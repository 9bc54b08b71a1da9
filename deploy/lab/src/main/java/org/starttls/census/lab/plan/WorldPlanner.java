package org.starttls.census.lab.plan;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Makes a world out of a list and a seed; the same for the same two. */
public final class WorldPlanner {
    private static final List<String> SELF_LABELS = List.of("mail", "mx", "smtp", "mx1");
    private static final double SECOND_HOST = 0.3;
    private static final double SECOND_ADDRESS = 0.15;
    private static final double EQUAL_PREFERENCES = 0.15;
    /** How often an odd host is the only one of its domain. */
    private static final double ODD_HOST_ALONE = 0.5;
    /** Blocks that no mail host of the Internet has. Source: RFC 1918, 6598, 3927, 5737, 2544. */
    private static final List<String> SPECIAL_BLOCKS = List.of(
            "10.20.30.", "192.168.1.", "172.16.5.", "100.64.8.", "169.254.7.", "192.0.2.", "198.51.100.", "198.18.0.");

    private final ListedDomains list;
    private final long seed;
    private final Dice dice;
    private final Sites sites;
    private final Operators operators;

    private WorldPlanner(ListedDomains list, long seed) {
        this.list = list;
        this.seed = seed;
        this.dice = new Dice(seed);
        this.sites = new Sites(dice, list.domains());
        this.operators = new Operators(dice, sites, list.domains().size());
    }

    public static World plan(ListedDomains list, long seed) {
        return new WorldPlanner(list, seed).plan();
    }

    private World plan() {
        int count = list.domains().size();
        List<RoutePlan> routes = dice.deal(List.of(RoutePlan.values()), RoutePlan::share, count, count);
        List<PolicyText> sts = dice.deal(List.of(PolicyText.values()), PolicyText::stsShare, count, count);
        List<PolicyText> tlsrpt = dice.deal(List.of(PolicyText.values()), PolicyText::tlsrptShare, count, count);
        for (int i = 0; i < count; i++) {
            if (routes.get(i) == RoutePlan.ADDRESS_ONLY
                    && !isHostName(list.domains().get(i))) {
                routes.set(i, RoutePlan.MX);
            }
        }
        int withMx =
                (int) routes.stream().filter(route -> route == RoutePlan.MX).count();
        List<MxQuirk> quirks = dice.deal(List.of(MxQuirk.values()), MxQuirk::share, withMx, count);
        List<Hosting> hostings = dice.deal(List.of(Hosting.values()), hosting -> hosting.share(withMx), withMx, count);
        List<PlannedDomain> domains = new ArrayList<>(count);
        int next = 0;
        for (int i = 0; i < count; i++) {
            String name = list.domains().get(i);
            RoutePlan route = routes.get(i);
            boolean isMx = route == RoutePlan.MX;
            MxQuirk quirk = isMx ? quirks.get(next) : MxQuirk.NONE;
            List<PlannedMx> mx = isMx
                    ? records(name, quirk, hostings.get(next))
                    : route == RoutePlan.NULL_MX ? List.of(new PlannedMx(0, ".")) : List.of();
            next += isMx ? 1 : 0;
            if (route == RoutePlan.ADDRESS_ONLY) {
                sites.host(name, sites.servers(1, Sites.Repute.ORDINARY));
            }
            List<String> hosts = route == RoutePlan.ADDRESS_ONLY ? List.of(name) : hostsOf(mx);
            domains.add(new PlannedDomain(name, route, quirk, mx, hosts, sts.get(i), tlsrpt.get(i)));
        }
        return new World(seed, list, domains, sites.hosts(), sites.settle(count));
    }

    /** Whether it can be a host's name on a certificate. Source: RFC 1123 s2.1. */
    private static boolean isHostName(String name) {
        return name.matches("([a-z0-9]([a-z0-9-]*[a-z0-9])?\\.)+[a-z][a-z0-9-]*[a-z0-9]") && name.length() < 230;
    }

    private static List<String> hostsOf(List<PlannedMx> records) {
        Set<String> hosts = new LinkedHashSet<>();
        for (PlannedMx mx : records) {
            if (!mx.exchange().equals(".") && !mx.exchange().matches("[0-9.]+")) {
                hosts.add(mx.exchange().toLowerCase(Locale.ROOT));
            }
        }
        return List.copyOf(hosts);
    }

    private List<PlannedMx> records(String domain, MxQuirk quirk, Hosting hosting) {
        return switch (quirk) {
            case NONE, TRUNCATED, ALIAS_DOMAIN -> usual(domain, hosting);
            case NULL_MX_BESIDE -> with(usual(domain, hosting), new PlannedMx(dice.happens(0.5) ? 0 : 100, "."));
            case ADDRESS_AS_NAME -> with(usual(domain, hosting), new PlannedMx(30, "192.0.2." + (1 + dice.below(254))));
            case HOST_TWICE -> {
                List<PlannedMx> usual = usual(domain, hosting);
                yield with(usual, new PlannedMx(90, usual.get(0).exchange()));
            }
            case CAPITALS ->
                usual(domain, hosting).stream()
                        .map(mx -> new PlannedMx(mx.preference(), mx.exchange().toUpperCase(Locale.ROOT)))
                        .toList();
            case SPECIAL_ADDRESS, ALIAS_HOST, HOST_WITHOUT_ADDRESS, HOST_MISSING, HOST_FAILURE, HOST_SILENT -> {
                PlannedMx odd = new PlannedMx(5, oddHost(domain, quirk));
                yield dice.happens(ODD_HOST_ALONE) ? List.of(odd) : with(usual(domain, hosting), odd);
            }
        };
    }

    private static List<PlannedMx> with(List<PlannedMx> records, PlannedMx further) {
        List<PlannedMx> all = new ArrayList<>(records);
        all.add(further);
        return all;
    }

    private List<PlannedMx> usual(String domain, Hosting hosting) {
        List<String> hosts = switch (hosting) {
            case OPERATOR -> operators.any();
            case GIANT -> operators.giant();
            case NAME_A_CUSTOMER -> List.of(operators.customer());
            case SELF -> isHostName(domain) ? ownHosts(domain) : operators.any();
        };
        int step = dice.happens(EQUAL_PREFERENCES) ? 0 : 10;
        List<PlannedMx> records = new ArrayList<>();
        for (String host : hosts) {
            records.add(new PlannedMx(10 + step * records.size(), host));
        }
        return records;
    }

    private List<String> ownHosts(String domain) {
        List<String> hosts = new ArrayList<>();
        int count = dice.happens(SECOND_HOST) ? 2 : 1;
        while (hosts.size() < count) {
            String name = sites.freeName(SELF_LABELS, domain);
            sites.host(name, sites.servers(dice.happens(SECOND_ADDRESS) ? 2 : 1, Sites.Repute.ORDINARY));
            hosts.add(name);
        }
        return hosts;
    }

    private String oddHost(String domain, MxQuirk quirk) {
        String parent = isHostName(domain) ? domain : "odd-hosts.example";
        String name = sites.freeName(List.of("mailin", "relay"), parent);
        switch (quirk) {
            case ALIAS_HOST -> {
                String behind = sites.freeName(List.of("edge", "srv1"), parent);
                List<String> aliases = dice.happens(0.3)
                        ? List.of(sites.freeName(List.of("cluster"), parent), behind)
                        : List.of(behind);
                sites.host(name, aliases, sites.servers(1, Sites.Repute.ORDINARY));
            }
            case SPECIAL_ADDRESS ->
                sites.put(new PlannedHost(
                        name,
                        HostLookup.FOUND,
                        List.of(),
                        List.of(),
                        List.of(SPECIAL_BLOCKS.get(dice.below(SPECIAL_BLOCKS.size())) + (1 + dice.below(254))),
                        List.of()));
            case HOST_WITHOUT_ADDRESS -> sites.put(PlannedHost.missing(name, HostLookup.NO_DATA));
            case HOST_FAILURE -> sites.put(PlannedHost.missing(name, HostLookup.FAILED));
            case HOST_SILENT -> sites.put(PlannedHost.missing(name, HostLookup.SILENT));
            default -> sites.put(PlannedHost.missing(name, HostLookup.NO_SUCH_NAME));
        }
        return name;
    }
}
