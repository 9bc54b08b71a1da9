package org.starttls.census.lab.ledger;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.starttls.census.lab.plan.CertificatePlan;
import org.starttls.census.lab.plan.Persona;
import org.starttls.census.lab.plan.PlannedDomain;
import org.starttls.census.lab.plan.PlannedHost;
import org.starttls.census.lab.plan.PlannedServer;
import org.starttls.census.lab.plan.RoutePlan;
import org.starttls.census.lab.plan.World;

/**
 * The figures that a faultless campaign in a world comes to, by id: a step of the funnel ("N7"), a loss at it
 * ("N7.lost.UNREACHABLE", negative for a gain), a part of it ("N6.v4"), endpoints by certificate status ("T2.VALID") and
 * by protocol version ("T7.TLSv1.3"). What is zero is absent, apart from the steps.
 *
 * <p>The client is taken to make at most 20 contacts with an address, and to try again where it may.
 */
public final class FunnelCounts {
    /** Contacts with an address in a campaign. */
    static final int CONTACTS_PER_ADDRESS = 20;

    private static final int FIRST_STEP_OF_ENDPOINTS = 7;
    private static final int HANDSHAKE_STEP = 12;
    private static final int LAST_STEP = 16;

    private final Map<String, Long> counts = new TreeMap<>();

    private FunnelCounts() {
        for (int step = 0; step <= LAST_STEP; step++) {
            counts.put("N" + step, 0L);
        }
    }

    public static Map<String, Long> of(World world) {
        FunnelCounts figures = new FunnelCounts();
        figures.lines(world);
        world.domains().forEach(figures::domain);
        world.hosts().values().forEach(figures::host);
        figures.addresses(world);
        world.servers().values().forEach(figures::server);
        return figures.counts;
    }

    private void add(String id, long n) {
        if (n != 0) {
            counts.merge(id, n, Long::sum);
        }
    }

    private void lines(World world) {
        add("N0", world.list().dataLines());
        world.list().rejected().forEach((reason, n) -> add("N1.lost." + reason, n));
        add("N1", world.domains().size());
        add("N2", world.domains().size());
    }

    private void domain(PlannedDomain domain) {
        String route = domain.route().mailRoute();
        if (route.equals("LOOKUP_FAILED")) {
            add("N3.lost.LOOKUP_FAILED", 1);
            return;
        }
        add("N3", 1);
        if (domain.route() == RoutePlan.MX || domain.route() == RoutePlan.ADDRESS_ONLY) {
            add("N4", 1);
            add("N4." + route, 1);
        } else {
            add("N4.lost." + route, 1);
        }
    }

    private void host(PlannedHost host) {
        add("N5", 1);
        add("N5." + host.lookup().recordedAs(), 1);
        int v4 = host.servers().size() + host.specialAddresses().size();
        int v6 = host.v6Addresses().size();
        add("N6", v4 + v6);
        add("N6.v4", v4);
        add("N6.v6", v6);
        add("N7.lost.SPECIAL_PURPOSE", host.specialAddresses().size() + v6);
    }

    private void addresses(World world) {
        Set<String> distinct = new HashSet<>(world.servers().keySet());
        world.hosts().values().forEach(host -> {
            distinct.addAll(host.specialAddresses());
            distinct.addAll(host.v6Addresses());
        });
        add("N6.distinct", distinct.size());
    }

    private void server(PlannedServer server) {
        int names = server.hostNames().size();
        int contacted = server.fanIn() ? Math.min(names, CONTACTS_PER_ADDRESS) : names;
        add("N7.lost.FAN_IN", names - contacted);
        Persona persona = server.persona();
        int lostAt = persona.lostAt() == 0 ? Integer.MAX_VALUE : persona.lostAt();
        boolean isHidden = persona == Persona.HIDDEN;
        for (int step = FIRST_STEP_OF_ENDPOINTS; step <= HANDSHAKE_STEP; step++) {
            boolean isGainedBack = isHidden && step > lostAt;
            if (step < lostAt || isGainedBack) {
                add("N" + step, contacted);
            }
        }
        if (lostAt <= HANDSHAKE_STEP) {
            add("N" + lostAt + ".lost." + persona.reason(), contacted);
        }
        if (isHidden) {
            add("N11.lost.HIDDEN_BUT_SUPPORTED", -contacted);
        }
        if (persona.completesHandshake()) {
            secured(server, contacted);
        }
    }

    private void secured(PlannedServer server, int contacted) {
        CertificatePlan certificate = server.certificate();
        add("T7." + server.tls().agreed(), contacted);
        add("T2." + certificate.status(), contacted);
        add("N13", contacted);
        add(certificate.isTrusted() ? "N14" : "N14.lost." + certificate.status(), contacted);
        if (certificate.isTrusted()) {
            boolean isNamed = certificate.status().equals("VALID");
            add(isNamed ? "N15" : "N15.lost." + certificate.status(), contacted);
        }
    }
}
