package org.starttls.census.analyzer.figures;

import java.util.List;

/** The rates that a report prints: one constant each, counted by the SQL file of its unit. */
enum Rate {
    STARTTLS_ANY("starttls.domain.any", "STARTTLS at any mail host", "any", "mail domains (N4)"),
    STARTTLS_ALL("starttls.domain.all", "STARTTLS at every mail host", "all", "mail domains (N4)"),
    STARTTLS_PRIMARY(
            "starttls.domain.primary",
            "STARTTLS at the mail hosts of lowest preference",
            "primary",
            "mail domains (N4)"),
    STARTTLS_ANY_REACHED(
            "starttls.domain.any.reached",
            "STARTTLS at any mail host that could be connected",
            "any",
            "mail domains with a mail host that could be connected"),
    STARTTLS_ALL_REACHED(
            "starttls.domain.all.reached",
            "STARTTLS at every mail host that could be connected",
            "all",
            "mail domains with a mail host that could be connected"),
    STARTTLS_PRIMARY_REACHED(
            "starttls.domain.primary.reached",
            "STARTTLS at a mail host of lowest preference that could be connected",
            "primary",
            "mail domains with a mail host of lowest preference that could be connected"),
    CERTIFICATE_DOMAIN("certificate.domain.all", "A valid certificate at every mail host", "all", "mail domains (N4)"),
    CERTIFICATE_DOMAIN_TLS(
            "certificate.domain.all.tls",
            "A valid certificate at every mail host that completes TLS",
            "all",
            "mail domains with a mail host that completes TLS"),
    PROTECTED_DOMAIN("protected.domain", "Protected by DANE, MTA-STS or a policy list", "all", "mail domains (N4)"),
    STARTTLS_HOST_ANY("starttls.host.any", "STARTTLS at any address", "any", "MX hosts with an address"),
    STARTTLS_HOST_ALL("starttls.host.all", "STARTTLS at every address", "all", "MX hosts with an address"),
    STARTTLS_HOST_ANY_REACHED(
            "starttls.host.any.reached",
            "STARTTLS at any address that could be connected",
            "any",
            "MX hosts with an address that could be connected"),
    STARTTLS_HOST_ALL_REACHED(
            "starttls.host.all.reached",
            "STARTTLS at every address that could be connected",
            "all",
            "MX hosts with an address that could be connected"),
    STARTTLS_ADDRESS("starttls.address", "220 to STARTTLS", "each", "addresses of MX hosts (N6)"),
    STARTTLS_ADDRESS_REACHED(
            "starttls.address.reached", "220 to STARTTLS", "each", "addresses that could be connected (N7)"),
    OFFERED("offered.address.n9", "STARTTLS offered", "each", "addresses that answered EHLO (N9)"),
    ACCEPTED("accepted.address.n9", "220 to STARTTLS", "each", "addresses that answered EHLO (N9)"),
    HANDSHAKE("handshake.address.n9", "TLS handshake complete", "each", "addresses that answered EHLO (N9)"),
    HANDSHAKE_AFTER_220(
            "handshake.address.n11", "TLS handshake complete", "each", "addresses that answered 220 to STARTTLS (N11)"),
    CERTIFICATE_ADDRESS_N12(
            "certificate.address.n12", "Valid certificate", "each", "addresses that completed a handshake (N12)"),
    CERTIFICATE_ADDRESS_N12_KNOWN(
            "certificate.address.n12.known",
            "Valid certificate, with the help of known intermediates",
            "each",
            "addresses that completed a handshake (N12)"),
    CERTIFICATE_ADDRESS_N9("certificate.address.n9", "Valid certificate", "each", "addresses that answered EHLO (N9)");

    /** The SQL files that count them. */
    static final List<String> FILES = List.of("rates_of_domains", "rates_of_hosts", "rates_of_addresses");

    private final String id;
    private final String label;
    private final String rule;
    private final String population;

    Rate(String id, String label, String rule, String population) {
        this.id = id;
        this.label = label;
        this.rule = rule;
        this.population = population;
    }

    String id() {
        return id;
    }

    String label() {
        return label;
    }

    String rule() {
        return rule;
    }

    String population() {
        return population;
    }

    /** As the id says. */
    String unit() {
        if (id.contains(".domain")) {
            return "domains";
        }
        return id.contains(".host") ? "hosts" : "addresses";
    }
}
