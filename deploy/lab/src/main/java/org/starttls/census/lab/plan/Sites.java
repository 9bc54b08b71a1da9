package org.starttls.census.lab.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Mail hosts and their servers while they are planned: first who leads where, then what is wrong with each. */
final class Sites {
    /** What can be wrong with a server. */
    enum Repute {
        /** Anything. */
        ORDINARY,
        /** Nothing, but the certificate may be a wildcard. */
        FAULTLESS,
        /** Nothing, and a wildcard covers all its names. */
        FAN_IN
    }

    private static final double HAS_V6 = 0.08;
    private static final double RSA = 0.35;

    private record Draft(Repute repute, List<String> hostNames) {}

    private final Dice dice;
    private final Map<String, PlannedHost> hosts = new LinkedHashMap<>();
    private final Map<String, Draft> drafts = new LinkedHashMap<>();
    private final Set<String> taken;
    private int v6Addresses;

    /** @param taken names that no host may have */
    Sites(Dice dice, Collection<String> taken) {
        this.dice = dice;
        this.taken = new HashSet<>(taken);
    }

    /** The first of the names that nobody has yet. */
    String freeName(List<String> labels, String parent) {
        for (String label : labels) {
            if (taken.add(label + "." + parent)) {
                return label + "." + parent;
            }
        }
        for (int i = 1; ; i++) {
            if (taken.add("mx" + i + "." + parent)) {
                return "mx" + i + "." + parent;
            }
        }
    }

    /** Addresses of new servers; a host must be led to each. */
    List<String> servers(int count, Repute repute) {
        List<String> addresses = new ArrayList<>();
        while (addresses.size() < count) {
            String address = "127." + (1 + dice.below(254)) + "." + dice.below(256) + "." + (1 + dice.below(254));
            if (drafts.putIfAbsent(address, new Draft(repute, new ArrayList<>())) == null) {
                addresses.add(address);
            }
        }
        return addresses;
    }

    void host(String name, List<String> addresses) {
        host(name, List.of(), addresses);
    }

    void host(String name, List<String> aliases, List<String> addresses) {
        addresses.forEach(address -> drafts.get(address).hostNames().add(name));
        List<String> v6 = dice.happens(HAS_V6) ? List.of(nextV6()) : List.of();
        put(new PlannedHost(name, HostLookup.FOUND, aliases, addresses, List.of(), v6));
    }

    void put(PlannedHost host) {
        if (hosts.put(host.name(), host) != null) {
            throw new IllegalStateException("planned twice: " + host.name());
        }
    }

    private String nextV6() {
        int number = ++v6Addresses;
        return number <= 0xffff
                ? "2001:db8::" + Integer.toHexString(number)
                : "2001:db8::" + Integer.toHexString(number >>> 16) + ":" + Integer.toHexString(number & 0xffff);
    }

    Map<String, PlannedHost> hosts() {
        return hosts;
    }

    /** Deals out what is wrong. */
    Map<String, PlannedServer> settle(int domains) {
        Map<String, Persona> personas = personas(domains);
        List<String> speakers = new ArrayList<>();
        personas.forEach((address, persona) -> {
            if (persona.completesHandshake() && drafts.get(address).repute() == Repute.ORDINARY) {
                speakers.add(address);
            }
        });
        List<CertificatePlan> certificates =
                dice.deal(List.of(CertificatePlan.values()), CertificatePlan::share, speakers.size(), domains);
        List<TlsVersions> versions =
                dice.deal(List.of(TlsVersions.values()), TlsVersions::share, speakers.size(), domains);
        Map<String, PlannedServer> servers = new LinkedHashMap<>();
        int next = 0;
        for (Map.Entry<String, Draft> entry : drafts.entrySet()) {
            Draft draft = entry.getValue();
            Persona persona = personas.get(entry.getKey());
            boolean dealt = next < speakers.size() && speakers.get(next).equals(entry.getKey());
            CertificatePlan certificate = dealt ? certificates.get(next) : faultless(draft.repute());
            TlsVersions tls = dealt ? versions.get(next) : TlsVersions.UP_TO_1_3;
            next += dealt ? 1 : 0;
            servers.put(
                    entry.getKey(),
                    new PlannedServer(
                            entry.getKey(),
                            draft.hostNames(),
                            persona,
                            tls,
                            coveringAll(certificate, draft),
                            key(tls),
                            draft.repute() == Repute.FAN_IN));
        }
        return servers;
    }

    private CertificatePlan faultless(Repute repute) {
        return repute == Repute.FAN_IN || dice.happens(CertificatePlan.WILDCARD.share())
                ? CertificatePlan.WILDCARD
                : CertificatePlan.GOOD;
    }

    /** A wildcard for the parent of a two-label name would cover a whole registry. */
    private static CertificatePlan coveringAll(CertificatePlan certificate, Draft draft) {
        boolean isShort = draft.hostNames().stream()
                .anyMatch(name -> name.chars().filter(c -> c == '.').count() < 2);
        return certificate == CertificatePlan.WILDCARD && isShort ? CertificatePlan.GOOD : certificate;
    }

    /** Servers with old protocols are old, and have keys of the time. */
    private KeyKind key(TlsVersions tls) {
        boolean isRsa = dice.happens(RSA);
        return isRsa || tls == TlsVersions.ONLY_1_0 || tls == TlsVersions.ONLY_1_1 ? KeyKind.RSA : KeyKind.ECDSA;
    }

    private Map<String, Persona> personas(int domains) {
        List<String> ordinary = new ArrayList<>();
        drafts.forEach((address, draft) -> {
            if (draft.repute() == Repute.ORDINARY) {
                ordinary.add(address);
            }
        });
        List<Persona> dealt = dice.deal(List.of(Persona.values()), Persona::share, ordinary.size(), domains);
        Map<String, Persona> personas = new LinkedHashMap<>();
        drafts.keySet().forEach(address -> personas.put(address, Persona.HEALTHY));
        for (int i = 0; i < ordinary.size(); i++) {
            boolean isShared = drafts.get(ordinary.get(i)).hostNames().size() > 1;
            if (isShared && dealt.get(i) == Persona.BUSY_ONCE) {
                swap(ordinary, dealt, i);
            }
            personas.put(ordinary.get(i), dealt.get(i));
        }
        return personas;
    }

    /** Whom a shared server turns away on the first visit is up to the client, so it goes to a later one that is not. */
    private void swap(List<String> addresses, List<Persona> dealt, int from) {
        dealt.set(from, Persona.HEALTHY);
        for (int i = from + 1; i < addresses.size(); i++) {
            if (dealt.get(i) == Persona.HEALTHY
                    && drafts.get(addresses.get(i)).hostNames().size() == 1) {
                dealt.set(i, Persona.BUSY_ONCE);
                return;
            }
        }
    }
}
