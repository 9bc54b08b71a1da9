package org.starttls.census.lab.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The companies that take mail for others, each founded when the first domain chooses it. */
final class Operators {
    /** Domains an operator has on average. Chosen: with the other hostings it makes some 10 domains a host. */
    private static final int DOMAINS_AN_OPERATOR = 160;
    /** Operators of a small world: enough to make every mistake. */
    private static final int OPERATORS_AT_LEAST = 16;
    /** The larger an operator, the likelier: 1/rank to this power. Chosen for the skew that T3 shows. */
    private static final double SKEW = 0.9;
    /** The largest ones make no mistakes. */
    private static final int FAULTLESS = 6;

    private static final int GIANT_HOSTS = 4;
    private static final int FAN_IN_ADDRESSES = 3;
    /** Host names of one operator; if they share an address, three contacts for each are within the 20 allowed. */
    private static final int MAX_HOSTS = 4;

    private static final double SHARES_ADDRESSES = 0.15;

    private final Dice dice;
    private final Sites sites;
    private final double[] cumulated;
    private final Map<Integer, List<String>> hosts = new HashMap<>();
    private final List<String> giant = new ArrayList<>();
    private final List<String> fanInAddresses = new ArrayList<>();
    private int customers;

    Operators(Dice dice, Sites sites, int domains) {
        this.dice = dice;
        this.sites = sites;
        this.cumulated = new double[Math.max(OPERATORS_AT_LEAST, domains / DOMAINS_AN_OPERATOR)];
        double sum = 0;
        for (int i = 0; i < cumulated.length; i++) {
            sum += 1 / Math.pow(i + 1, SKEW);
            cumulated[i] = sum;
        }
    }

    /** Host names of some operator, in the order of their preference. */
    List<String> any() {
        double at = dice.fraction() * cumulated[cumulated.length - 1];
        int found = Arrays.binarySearch(cumulated, at);
        int rank = Math.min(cumulated.length - 1, found < 0 ? -found - 1 : found);
        return hosts.computeIfAbsent(rank, this::found);
    }

    List<String> giant() {
        if (giant.isEmpty()) {
            for (int i = 1; i <= GIANT_HOSTS; i++) {
                String name = "mx" + i + ".giant-mail.example";
                sites.host(name, sites.servers(2 + dice.below(3), Sites.Repute.FAULTLESS));
                giant.add(name);
            }
        }
        return giant;
    }

    /** The host name of a new customer. */
    String customer() {
        if (fanInAddresses.isEmpty()) {
            fanInAddresses.addAll(sites.servers(FAN_IN_ADDRESSES, Sites.Repute.FAN_IN));
        }
        String name = "c" + ++customers + ".in.filter-mail.example";
        sites.host(name, fanInAddresses);
        return name;
    }

    private List<String> found(int rank) {
        Sites.Repute repute = rank < FAULTLESS ? Sites.Repute.FAULTLESS : Sites.Repute.ORDINARY;
        int count = 1 + dice.below(MAX_HOSTS);
        List<String> shared =
                dice.happens(SHARES_ADDRESSES) ? sites.servers(1 + dice.below(2), repute) : List.<String>of();
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            String name = "mx" + i + ".operator-" + (rank + 1) + ".example";
            sites.host(name, shared.isEmpty() ? sites.servers(1 + dice.below(2), repute) : shared);
            names.add(name);
        }
        return List.copyOf(names);
    }
}
