package org.starttls.census.lab.dns;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.starttls.census.lab.plan.HostLookup;
import org.starttls.census.lab.plan.MxQuirk;
import org.starttls.census.lab.plan.PlannedDomain;
import org.starttls.census.lab.plan.PlannedHost;
import org.starttls.census.lab.plan.RoutePlan;
import org.starttls.census.lab.plan.World;

/** The zones of a world. Names are lower case without a trailing dot. Any thread may ask. */
final class Answers {
    /** What can be asked for here. */
    enum Type {
        MX,
        A,
        AAAA,
        TXT,
        /** Any other: the lab has no such records. */
        OTHER
    }

    private static final String STS_LABEL = "_mta-sts.";
    private static final String TLSRPT_LABEL = "_smtp._tls.";

    private final Map<String, PlannedDomain> domains = new HashMap<>();
    private final Map<String, PlannedHost> hosts;
    /** Names in the middle or at the end of a chain of aliases, with the host it belongs to. */
    private final Map<String, PlannedHost> behindAliases = new HashMap<>();

    private final Map<String, PlannedDomain> aliasTargets = new HashMap<>();
    /** Questions so far for the addresses of hosts that rebind. */
    private final Map<String, AtomicInteger> questions = new ConcurrentHashMap<>();

    Answers(World world) {
        this.hosts = world.hosts();
        for (PlannedDomain domain : world.domains()) {
            domains.put(domain.name(), domain);
            if (domain.quirk() == MxQuirk.ALIAS_DOMAIN) {
                aliasTargets.put(domain.aliasTarget(), domain);
            }
        }
        hosts.values().forEach(host -> host.aliases().forEach(alias -> behindAliases.put(alias, host)));
    }

    Answer answer(String name, Type type, boolean overUdp) {
        PlannedDomain domain = domains.get(name);
        if (domain != null) {
            return ofDomain(domain, type, overUdp);
        }
        PlannedHost host = hosts.get(name);
        if (host != null) {
            return ofHost(host, type).behind(host.aliases());
        }
        PlannedHost aliased = behindAliases.get(name);
        if (aliased != null) {
            List<String> rest = aliased.aliases();
            return ofHost(aliased, type).behind(rest.subList(rest.indexOf(name) + 1, rest.size()));
        }
        PlannedDomain target = aliasTargets.get(name);
        if (target != null) {
            return type == Type.MX ? Answer.mx(target.mx()) : Answer.noData();
        }
        return below(name, type);
    }

    private Answer ofDomain(PlannedDomain domain, Type type, boolean overUdp) {
        return switch (domain.route()) {
            case MX -> {
                if (type == Type.MX && overUdp && domain.quirk() == MxQuirk.TRUNCATED) {
                    yield Answer.of(Answer.Code.TRUNCATED);
                }
                Answer answer = type == Type.MX ? Answer.mx(domain.mx()) : Answer.noData();
                yield domain.quirk() == MxQuirk.ALIAS_DOMAIN ? answer.behind(List.of(domain.aliasTarget())) : answer;
            }
            case ADDRESS_ONLY -> type == Type.MX ? Answer.noData() : ofHost(hosts.get(domain.name()), type);
            case NULL_MX -> type == Type.MX ? Answer.mx(domain.mx()) : Answer.noData();
            case NOTHING -> Answer.noData();
            case NO_SUCH_NAME -> Answer.of(Answer.Code.NO_SUCH_NAME);
            case SERVER_FAILURE -> Answer.of(Answer.Code.SERVER_FAILURE);
            case ADDRESS_FAILURE ->
                type == Type.A || type == Type.AAAA ? Answer.of(Answer.Code.SERVER_FAILURE) : Answer.noData();
            case SILENCE -> Answer.of(Answer.Code.SILENCE);
        };
    }

    private List<String> rebound(PlannedHost host) {
        int before = questions
                .computeIfAbsent(host.name(), name -> new AtomicInteger())
                .getAndIncrement();
        return before % 2 == 0 ? host.servers() : host.specialAddresses();
    }

    private Answer ofHost(PlannedHost host, Type type) {
        if (type != Type.A && type != Type.AAAA) {
            return host.lookup() == HostLookup.NO_SUCH_NAME ? Answer.of(Answer.Code.NO_SUCH_NAME) : Answer.noData();
        }
        return switch (host.lookup()) {
            case FOUND -> Answer.addresses(type == Type.AAAA ? host.v6Addresses() : v4(host));
            case REBINDING -> type == Type.AAAA ? Answer.noData() : Answer.addresses(rebound(host));
            case NO_DATA -> Answer.noData();
            case NO_SUCH_NAME -> Answer.of(Answer.Code.NO_SUCH_NAME);
            case FAILED -> Answer.of(Answer.Code.SERVER_FAILURE);
            case SILENT -> Answer.of(Answer.Code.SILENCE);
        };
    }

    private static List<String> v4(PlannedHost host) {
        List<String> addresses = new ArrayList<>(host.servers());
        addresses.addAll(host.specialAddresses());
        return addresses;
    }

    /** Policy records, and the answers of a zone that fails as a whole. */
    private Answer below(String name, Type type) {
        PlannedDomain zone = null;
        for (int dot = name.indexOf('.'); dot >= 0 && zone == null; dot = name.indexOf('.', dot + 1)) {
            zone = domains.get(name.substring(dot + 1));
        }
        if (zone == null) {
            return Answer.of(Answer.Code.NO_SUCH_NAME);
        }
        if (zone.route() == RoutePlan.SERVER_FAILURE) {
            return Answer.of(Answer.Code.SERVER_FAILURE);
        }
        if (zone.route() == RoutePlan.SILENCE) {
            return Answer.of(Answer.Code.SILENCE);
        }
        if (type == Type.TXT && zone.route() != RoutePlan.NO_SUCH_NAME) {
            if (name.equals(STS_LABEL + zone.name())) {
                return Answer.texts(zone.sts().stsTexts());
            }
            if (name.equals(TLSRPT_LABEL + zone.name())) {
                return Answer.texts(zone.tlsrpt().tlsrptTexts(zone.name()));
            }
        }
        return Answer.of(Answer.Code.NO_SUCH_NAME);
    }
}
