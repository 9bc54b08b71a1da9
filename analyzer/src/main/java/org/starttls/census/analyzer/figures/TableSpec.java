package org.starttls.census.analyzer.figures;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.starttls.census.analyzer.engine.Engine;
import org.starttls.census.analyzer.engine.Query;
import org.starttls.census.analyzer.engine.Row;
import org.starttls.census.analyzer.figures.FigureTable.Column;
import org.starttls.census.analyzer.figures.FigureTable.Kind;

/** The tables of a report, in its order: which SQL file counts each and what its columns are called in print. */
record TableSpec(String id, String query, String title, String unit, String note, List<Cell> cells) {
    static final List<TableSpec> ALL = List.of(
            spec(
                    "protection",
                    "protection",
                    "What protects each mail domain",
                    "domains",
                    "The strongest protection that holds. OPPORTUNISTIC_VALID: TLS and a valid certificate, but nothing that"
                            + " keeps an attacker from removing both.",
                    text("protection", "Protection"),
                    count("domains", "Domains"),
                    share("share", "Share", "domains", "all_domains")),
            spec(
                    "t1-top-level-domains",
                    "t1_top_level_domains",
                    "By top-level domain",
                    "domains",
                    "The ten largest by mail domains, then the rest.",
                    text("tld", "Top-level domain"),
                    count("domains", "In the list"),
                    count("mail_domains", "Mail domains"),
                    count("starttls", "STARTTLS (any)"),
                    count("known", "Known"),
                    share("starttls_share", "Share", "starttls", "known"),
                    count("unknown", "Unknown"),
                    count("protected", "Protected")),
            spec(
                    "t2-certificates",
                    "t2_certificates",
                    "State of the certificates",
                    "addresses",
                    "Each address and each distinct leaf counts once, by the first status that applies; \"applies\" counts every"
                            + " one that does. A leaf shown at several addresses has the best status it got anywhere.",
                    text("status", "Status"),
                    count("addresses", "Addresses"),
                    share("share", "Share", "addresses", "all_addresses"),
                    count("applies", "Applies"),
                    count("certificates", "Distinct leaves"),
                    share("certificate_share", "Share", "certificates", "all_certificates")),
            spec(
                    "t2-names",
                    "t2_names",
                    "Whom the names on the certificates fit",
                    "addresses",
                    "A match with the MX host means little where the MX record itself can be forged.",
                    text("match", "A name matches"),
                    count("addresses", "Addresses"),
                    share("share", "Share", "addresses", "all_addresses")),
            spec(
                    "t3-operators",
                    "t3_operators",
                    "Operators",
                    "domains",
                    "The operator of the MX host of lowest preference, by certificate, greeting or name; the 20 largest, then the rest."
                            + " Shares of STARTTLS and certificates are of the domains for which it is known.",
                    peer("operator", "Operator"),
                    count("hosts", "MX hosts"),
                    count("domains", "Domains"),
                    share("share", "Share", "domains", "all_domains"),
                    share("cumulative_share", "Cumulative", "cumulative", "all_domains"),
                    count("starttls", "STARTTLS"),
                    share("starttls_share", "of known", "starttls", "starttls_known"),
                    count("certificate", "Certificate"),
                    share("certificate_share", "of known", "certificate", "certificate_known"),
                    count("protected", "Protected")),
            spec(
                    "t3-sources",
                    "t3_sources",
                    "What told the operators",
                    "hosts",
                    "Names on a certificate that a trusted authority signed, else greeting and EHLO reply where they agree, else"
                            + " the host's own name.",
                    text("source", "Source"),
                    count("hosts", "MX hosts"),
                    share("share", "Share", "hosts", "all_hosts"),
                    count("domains", "Domains")),
            spec(
                    "t3-concentration",
                    "t3_concentration",
                    "Concentration",
                    "domains",
                    "",
                    count("operators", "Largest operators"),
                    count("domains", "Domains they serve"),
                    count("all_domains", "of mail domains"),
                    share("share", "Share", "domains", "all_domains"),
                    count("squares", "Sum of squares"),
                    count("all_operators", "Operators in all")),
            spec(
                    "t4-ranks",
                    "t4_ranks",
                    "By rank",
                    "domains",
                    "Bins of 10,000 ranks; for a list that does not reach rank 100,000 the smallest of 1, 2 and 5 times a power"
                            + " of ten that makes at most ten bins.",
                    count("first_rank", "From rank"),
                    count("last_rank", "To rank"),
                    count("domains", "In the list"),
                    count("mail_domains", "Mail domains"),
                    count("starttls", "STARTTLS (any)"),
                    count("starttls_known", "Known"),
                    share("starttls_share", "Share", "starttls", "starttls_known"),
                    count("starttls_unknown", "Unknown"),
                    count("certificate", "Certificate valid (all)"),
                    count("certificate_known", "Known"),
                    share("certificate_share", "Share", "certificate", "certificate_known"),
                    count("certificate_unknown", "Unknown"),
                    count("protected", "Protected")),
            spec(
                    "t7-versions",
                    "t7_versions",
                    "TLS versions",
                    "addresses",
                    "",
                    peer("tls_version", "Version"),
                    count("addresses", "Addresses"),
                    share("share", "Share", "addresses", "all_addresses"),
                    count("hosts", "MX hosts")),
            spec(
                    "t7-suites",
                    "t7_suites",
                    "Cipher suites",
                    "addresses",
                    "",
                    peer("cipher_suite", "Cipher suite"),
                    count("addresses", "Addresses"),
                    share("share", "Share", "addresses", "all_addresses"),
                    count("hosts", "MX hosts")),
            spec(
                    "t7-groups",
                    "t7_groups",
                    "Key exchange groups",
                    "addresses",
                    "",
                    peer("key_exchange_group", "Group"),
                    count("addresses", "Addresses"),
                    share("share", "Share", "addresses", "all_addresses"),
                    count("hosts", "MX hosts")),
            spec(
                    "t7-keys",
                    "t7_keys",
                    "Keys of the leaf certificates",
                    "addresses",
                    "",
                    peer("public_key", "Key"),
                    count("addresses", "Addresses"),
                    share("share", "Share", "addresses", "all_addresses"),
                    count("certificates", "Distinct leaves")),
            spec(
                    "t7-profiles",
                    "t7_profiles",
                    "Good enough?",
                    "addresses",
                    "OPPORTUNISTIC: a listener cannot read along, which is all that such TLS is for (RFC 9325 s5.2)."
                            + " POLICY_PROTECTED: nothing that RFC 9325 and 8996 forbid, as a sender may demand of a domain"
                            + " whose policy makes it insist on TLS.",
                    text("profile", "Profile"),
                    count("addresses", "Meet it"),
                    count("all_addresses", "of handshakes"),
                    share("share", "Share", "addresses", "all_addresses"),
                    count("failing", "Do not"),
                    count("unknown", "Unknown")),
            spec(
                    "t7-weaknesses",
                    "t7_weaknesses",
                    "Weaknesses",
                    "addresses",
                    "Not exclusive. What the rule of RFC 9325, 8996 or the one before them forbids (MUST NOT) or advises against"
                            + " (SHOULD NOT); docs/method.md has the sections.",
                    text("weakness", "Weakness"),
                    text("level", "Level"),
                    count("addresses", "Addresses"),
                    count("all_addresses", "of handshakes"),
                    share("share", "Share", "addresses", "all_addresses"),
                    count("hosts", "MX hosts")),
            spec(
                    "t8-policy-records",
                    "t8_policy_records",
                    "Policy records",
                    "domains",
                    "A record is an announcement; whether a policy stands behind it and is kept, it does not say.",
                    text("state", "Record"),
                    count("mta_sts", "MTA-STS"),
                    share("mta_sts_share", "Share", "mta_sts", "all_domains"),
                    count("tlsrpt", "TLS reporting"),
                    share("tlsrpt_share", "Share", "tlsrpt", "all_domains")),
            spec(
                    "signs",
                    "signs",
                    "Signs of downgrade",
                    "addresses",
                    "Signs are not exclusive. Only E1 and E2 may be called a downgrade; most masking is done by the recipient's"
                            + " own appliance.",
                    text("grade", "Grade"),
                    text("sign", "Sign"),
                    count("addresses", "Addresses"),
                    count("hosts", "MX hosts"),
                    count("domains", "Domains")),
            spec(
                    "refusals",
                    "refusals",
                    "Refusals",
                    "addresses",
                    "A refusal is aimed at this scanner, not at mail: refused sessions are unknown in every rate of STARTTLS.",
                    text("refusal", "Ground"),
                    count("addresses", "Addresses"),
                    share("share", "Share of connected", "addresses", "all_addresses")),
            spec(
                    "own-faults",
                    "own_faults",
                    "Faults of our own",
                    "contacts",
                    "They enter no rate about the Internet.",
                    text("fault", "Fault"),
                    count("contacts", "Contacts"),
                    count("addresses_lost", "Addresses without a word")));

    TableSpec {
        cells = List.copyOf(cells);
    }

    private static TableSpec spec(String id, String query, String title, String unit, String note, Cell... cells) {
        return new TableSpec(id, query, title, unit, note, Arrays.asList(cells));
    }

    /** Asks the engine. */
    FigureTable count(Engine engine, String sql) {
        List<List<Object>> rows = engine.list(Query.of(sql), this::row);
        List<Column> columns = cells.stream().map(Cell::column).toList();
        return new FigureTable(id, title, question(sql), unit, note, query, columns, rows);
    }

    private List<Object> row(Row row) {
        List<Object> values = new ArrayList<>();
        cells.forEach(cell -> values.add(cell.value(row)));
        return values;
    }

    /** The head of a SQL file begins with the question that it answers. */
    static String question(String sql) {
        return sql.lines()
                .filter(line -> line.startsWith("-- question: "))
                .map(line -> line.substring("-- question: ".length()))
                .findFirst()
                .orElseThrow();
    }

    /** A column and the columns of the answer that it is made of. */
    record Cell(Column column, List<String> sources) {
        Object value(Row row) {
            return switch (column.kind()) {
                case TEXT, PEER -> row.needText(sources.get(0));
                case COUNT -> row.needNumber(sources.get(0));
                case SHARE -> shareOf(row);
            };
        }

        private BigDecimal shareOf(Row row) {
            return Share.of(row.needNumber(sources.get(0)), row.needNumber(sources.get(1)))
                    .orElse(null);
        }
    }

    private static Cell text(String name, String label) {
        return cell(name, label, Kind.TEXT, name);
    }

    private static Cell peer(String name, String label) {
        return cell(name, label, Kind.PEER, name);
    }

    private static Cell count(String name, String label) {
        return cell(name, label, Kind.COUNT, name);
    }

    private static Cell share(String name, String label, String part, String whole) {
        return cell(name, label, Kind.SHARE, part, whole);
    }

    private static Cell cell(String name, String label, Kind kind, String... sources) {
        return new Cell(new Column(name, label, kind), Arrays.asList(sources));
    }
}
