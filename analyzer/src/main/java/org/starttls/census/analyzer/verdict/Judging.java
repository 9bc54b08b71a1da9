package org.starttls.census.analyzer.verdict;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.starttls.census.analyzer.engine.Engine;
import org.starttls.census.analyzer.engine.Query;
import org.starttls.census.analyzer.engine.Row;
import org.starttls.census.analyzer.engine.SqlText;
import org.starttls.census.analyzer.judge.CertificateStatus;
import org.starttls.census.analyzer.judge.DowngradeSigns;
import org.starttls.census.analyzer.judge.Refusal;
import org.starttls.census.analyzer.judge.Session;
import org.starttls.census.analyzer.judge.Sign;
import org.starttls.census.analyzer.judge.SignFinding;
import org.starttls.census.analyzer.judge.TlsFindings;
import org.starttls.census.analyzer.judge.TlsParameters;
import org.starttls.census.analyzer.judge.Truth;
import org.starttls.census.analyzer.judge.chain.CertificateVerdict;
import org.starttls.census.schemas.Table;

/** Judges the facts of one campaign: chains, sessions, hosts, domains, in this order. For one thread, used once. */
public final class Judging {
    /** Version of the rules in this program. A change of any rule's outcome counts it up. */
    public static final String RULES_VERSION = "1";

    /** Sessions judged at a time; some KB each. */
    private static final int PAGE = 10_000;

    private static final List<String> PROBE_COLUMNS = List.of(
            "probe_id",
            "refusal",
            "chain_trust",
            "chain_trust_with_known",
            "name_match_mx",
            "name_match_mx_with_cn",
            "name_match_domain_any",
            "certificate_status",
            "certificate_reasons",
            "broken_rules",
            "valid_as_sent",
            "valid_with_known_intermediates",
            "weaknesses",
            "meets_opportunistic",
            "meets_policy_protected",
            "dane_match");

    /** Written as text with commas. */
    private static final Set<String> LISTS = Set.of("certificate_reasons", "broken_rules", "weaknesses");

    private static final List<String> SIGN_COLUMNS =
            List.of("probe_id", "mx_host", "address", "sign", "grade", "evidence", "benign_explanation");

    private final Engine engine;
    private final Terms terms;
    private final Path folder;
    private final Map<Table, Long> rows = new EnumMap<>(Table.class);

    private Judging(Engine engine, Terms terms, Path folder) {
        this.engine = engine;
        this.terms = terms;
        this.folder = folder;
    }

    /**
     * Writes the four tables of verdicts.
     *
     * @param engine has every fact table of the campaign; its views of verdicts are replaced
     * @param folder where a folder per table is made
     * @return rows by table
     */
    public static Map<Table, Long> write(Engine engine, Terms terms, Path folder) {
        return new Judging(engine, terms, folder).write();
    }

    private Map<Table, Long> write() {
        for (Table table : Table.values()) {
            if (table.kind() == Table.Kind.VERDICT) {
                engine.register(table, List.of());
            }
        }
        engine.derive("judged_probes", "select * from probe_verdicts");
        engine.derive("judged_signs", "select * from signs");
        Chains chains = Chains.judge(engine, terms);
        engine.derive("endpoints", SqlText.read("base", "endpoints"));
        engine.derive("domain_names", SqlText.read("verdicts", "names_of_domains"));
        engine.derive("sessions", SqlText.read("verdicts", "sessions"));
        judgeSessions(chains);
        judgeSeveralSessions();
        copy(Table.PROBE_VERDICTS, "select * from judged_probes order by probe_id");
        copy(Table.SIGNS, "select * from judged_signs order by mx_host, address, probe_id, sign");
        engine.derive("endpoints", SqlText.read("base", "endpoints"));
        Operators.judge(engine, new CrawlerCommonsDomains());
        copy(Table.HOST_VERDICTS, versioned(SqlText.read("verdicts", "host_verdicts"), "mx_host"));
        copy(Table.DOMAIN_VERDICTS, versioned(SqlText.read("verdicts", "domain_verdicts"), "domain"));
        return rows;
    }

    private static String versioned(String sql, String key) {
        return "select verdicts.*, '" + RULES_VERSION + "' as rules_version from (" + sql + "\n) as verdicts order by "
                + key;
    }

    private void copy(Table table, String sql) {
        Path file = folder.resolve(table.tableName()).resolve(table.tableName() + "-0.parquet");
        rows.put(table, engine.copy(sql, file));
        engine.register(table, List.of(file));
    }

    private void judgeSessions(Chains chains) {
        long count = engine.number(Query.of("select count(*) as n from sessions"));
        for (long from = 1; from <= count; from += PAGE) {
            List<List<String>> probes = new ArrayList<>();
            List<List<String>> signs = new ArrayList<>();
            Query page = Query.of(
                    "select * from sessions where place between ? and ? order by place", from, from + PAGE - 1);
            engine.query(page, row -> {
                Session session = session(row);
                probes.add(probeVerdict(row, session, chains));
                if (row.flag("is_word").orElse(false)) {
                    DowngradeSigns.of(session).forEach(finding -> signs.add(sign(row, finding)));
                }
            });
            insert("judged_probes", PROBE_COLUMNS, probes);
            insert("judged_signs", SIGN_COLUMNS, signs);
        }
    }

    /** A host that offers STARTTLS elsewhere or at another time does not lack it: that takes the place of its absence. */
    private void judgeSeveralSessions() {
        List<List<String>> signs = new ArrayList<>();
        engine.query(Query.of(SqlText.read("verdicts", "signs_of_several")), row -> {
            Sign sign = Sign.valueOf(row.needText("sign"));
            signs.add(sign(row, new SignFinding(sign, row.needText("evidence"))));
        });
        insert("judged_signs", SIGN_COLUMNS, signs);
        engine.execute("delete from judged_signs where sign = 'ABSENT' and probe_id in"
                + " (select probe_id from judged_signs where sign = 'OFFERED_BY_SOME')");
    }

    private void insert(String table, List<String> columns, List<List<String>> page) {
        engine.load("page", columns, page);
        String values = columns.stream()
                .map(column -> LISTS.contains(column)
                        ? "case when " + column + " = '' then [] else string_split(" + column + ", ',') end"
                        : column)
                .collect(Collectors.joining(", "));
        engine.execute("insert into " + table + " (" + String.join(", ", columns) + ", rules_version) select " + values
                + ", '" + RULES_VERSION + "' from page");
    }

    private List<String> probeVerdict(Row row, Session session, Chains chains) {
        Optional<CertificateVerdict> certificate = certificate(row, chains);
        String matchesDomain = certificate
                .filter(verdict -> verdict.matchesMx() == Truth.UNKNOWN)
                .map(verdict -> Truth.UNKNOWN.name())
                .orElse(row.text("name_match_domain_any").orElse(Truth.NO.name()));
        boolean isSecured = row.flag("is_secured").orElse(false);
        boolean isBare = certificate.isEmpty() && isSecured;
        Optional<TlsFindings> tls = isSecured ? Optional.of(TlsFindings.of(parameters(row))) : Optional.empty();
        return Arrays.asList(
                row.needText("probe_id"),
                Refusal.of(session).name(),
                symbol(certificate, CertificateVerdict::trust),
                symbol(certificate, CertificateVerdict::trustWithKnown),
                symbol(certificate, CertificateVerdict::matchesMx),
                symbol(certificate, CertificateVerdict::matchesMxWithCn),
                certificate.isPresent() ? matchesDomain : null,
                isBare ? CertificateStatus.NO_CERTIFICATE.name() : symbol(certificate, CertificateVerdict::status),
                isBare ? CertificateStatus.NO_CERTIFICATE.name() : symbols(certificate, CertificateVerdict::reasons),
                symbols(certificate, CertificateVerdict::broken),
                symbol(certificate, CertificateVerdict::validAsSent),
                symbol(certificate, CertificateVerdict::validWithKnown),
                symbols(tls, TlsFindings::weaknesses),
                symbol(tls, TlsFindings::meetsOpportunistic),
                symbol(tls, TlsFindings::meetsPolicyProtected),
                row.needText("dane_match"));
    }

    private static <V> String symbol(Optional<V> verdict, Function<V, Enum<?>> symbol) {
        return verdict.map(given -> symbol.apply(given).name()).orElse(null);
    }

    private static <V> String symbols(Optional<V> verdict, Function<V, List<? extends Enum<?>>> symbols) {
        return verdict.stream()
                .flatMap(given -> symbols.apply(given).stream())
                .map(Enum::name)
                .collect(Collectors.joining(","));
    }

    /** Of every session that showed one, also where the handshake did not come to its end. */
    private Optional<CertificateVerdict> certificate(Row row, Chains chains) {
        List<String> chain = row.texts("chain_sha256");
        if (chain.isEmpty()) {
            return Optional.empty();
        }
        Instant shownAt = terms.at().or(() -> row.instant("started_at")).orElseThrow();
        return Optional.of(chains.verdict(chain, row.needText("mx_host"), shownAt));
    }

    private static List<String> sign(Row row, SignFinding finding) {
        return List.of(
                row.needText("probe_id"),
                row.needText("mx_host"),
                row.needText("address"),
                finding.sign().name(),
                finding.sign().grade().name(),
                finding.evidence(),
                finding.sign().benignExplanation());
    }

    private static Session session(Row row) {
        return new Session(
                row.needText("stage"),
                row.needText("ending"),
                row.text("misbehaviour"),
                new Session.Greeting(number(row, "greeting_code"), row.text("greeting")),
                new Session.Ehlo(
                        number(row, "ehlo_code"),
                        number(row, "helo_code"),
                        row.text("ehlo_name"),
                        row.text("ehlo_name_tls"),
                        row.texts("ehlo_lines"),
                        row.text("refused_transcript").flatMap(Judging::replyToEhlo)),
                new Session.Starttls(
                        Truth.valueOf(row.text("starttls_offered").orElse(Truth.UNKNOWN.name())),
                        number(row, "starttls_reply_code"),
                        row.text("starttls_reply")),
                row.text("tls_version").isPresent()
                        || row.flag("alert_received").orElse(false),
                row.text("leaf_subject").map(subject -> leaf(row, subject)));
    }

    private static Session.Leaf leaf(Row row, String subject) {
        List<String> names = new ArrayList<>(row.texts("leaf_common_names"));
        names.addAll(row.texts("leaf_dns_names"));
        return new Session.Leaf(
                subject,
                row.text("leaf_issuer").orElse(""),
                names,
                row.text("leaf_self_signed").filter(Truth.YES.name()::equals).isPresent(),
                row.instant("leaf_not_before")
                        .flatMap(start -> row.instant("started_at").map(shown -> Duration.between(start, shown))));
    }

    private static TlsParameters parameters(Row row) {
        return new TlsParameters(
                row.text("tls_version"),
                row.text("cipher_suite"),
                row.text("key_exchange_group"),
                row.text("signature_scheme"),
                row.text("leaf_subject")
                        .map(subject -> new TlsParameters.Leaf(
                                row.text("leaf_key_algorithm"),
                                number(row, "leaf_key_bits"),
                                row.text("leaf_signature_algorithm"),
                                Truth.valueOf(row.text("leaf_self_signed").orElse(Truth.UNKNOWN.name())))));
    }

    /** What the server said between our EHLO and the next thing we said. */
    private static Optional<String> replyToEhlo(String transcript) {
        List<String> lines = transcript
                .lines()
                .dropWhile(line -> !line.startsWith("C: EHLO"))
                .skip(1)
                .takeWhile(line -> line.startsWith("S: "))
                .map(line -> line.substring(3))
                .toList();
        return lines.isEmpty() ? Optional.empty() : Optional.of(String.join("\n", lines));
    }

    private static OptionalInt number(Row row, String column) {
        OptionalLong number = row.number(column);
        return number.isPresent() ? OptionalInt.of((int) number.getAsLong()) : OptionalInt.empty();
    }
}
