package org.starttls.census.analyzer.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.starttls.census.analyzer.engine.DuckdbEngine;
import org.starttls.census.analyzer.engine.Engine;
import org.starttls.census.analyzer.engine.EngineLimits;
import org.starttls.census.analyzer.engine.Query;
import org.starttls.census.analyzer.judge.chain.Certificate;
import org.starttls.census.analyzer.judge.chain.Pki;
import org.starttls.census.schemas.Table;

/** Roll-ups and the way of the data, on tables small enough to read. Chains and signs have tests of their own. */
class JudgingTest {
    @TempDir
    Path folder;

    private final Pki pki = new Pki();
    private final Pki.Identity root = pki.selfSigned(Pki.ca("root"));
    private final Pki.Identity intermediate = pki.issue(Pki.ca("intermediate"), root);
    private final Certificate good =
            pki.issue(Pki.leaf("good.test"), intermediate).certificate();
    private final Certificate wild =
            pki.issue(Pki.leaf("*.co.example"), intermediate).certificate();
    private final TrustStore trustStore = new TrustStore("test", "00", List.of(root.certificate()));

    @BeforeEach
    void seeACampaign() {
        try (Engine engine = DuckdbEngine.open(EngineLimits.spillingTo(folder.resolve(".spill")))) {
            insert(engine, Table.DOMAINS, "domain, mail_route, mx_security, mta_sts_record, tlsrpt_record", """
                ('good.example', 'EXPLICIT_MX', 'INSECURE', 'NONE', 'VALID'),
                ('mixed.example', 'EXPLICIT_MX', 'SECURE', 'INVALID', 'NONE'),
                ('plain.example', 'EXPLICIT_MX', 'UNKNOWN', 'VALID', 'NONE'),
                ('gone.example', 'EXPLICIT_MX', 'INSECURE', 'NONE', 'NONE'),
                ('backup.example', 'EXPLICIT_MX', 'INSECURE', 'NONE', 'NONE'),
                ('half.co.example', 'EXPLICIT_MX', 'INSECURE', 'NONE', 'NONE'),
                ('silent.example', 'IMPLICIT_MX', 'BOGUS', 'LOOKUP_FAILED', 'NONE'),
                ('null.example', 'NULL_MX', 'INSECURE', 'NONE', 'NONE'),
                ('failed.example', 'LOOKUP_FAILED', 'UNKNOWN', 'LOOKUP_FAILED', 'LOOKUP_FAILED')
                """);
            insert(engine, Table.DOMAIN_MX, "domain, mx_host, preference, skip_reason", """
                ('good.example', 'good.test', 10, null), ('good.example', 'gone.test', 20, null),
                ('mixed.example', 'good.test', 10, null), ('mixed.example', 'plain.test', 20, null),
                ('plain.example', 'plain.test', 10, null), ('plain.example', '192.0.2.1', 5, 'NOT_A_HOST_NAME'),
                ('gone.example', 'gone.test', 10, null),
                ('backup.example', 'good.test', 10, null), ('backup.example', 'silent.example', 20, null),
                ('half.co.example', 'half.test', 10, null),
                ('silent.example', 'silent.example', 0, null)
                """);
            insert(engine, Table.HOSTS, "mx_host, address_lookup, address_security, tlsa_lookup", """
                ('good.test', 'FOUND', 'SECURE', 'NO_DATA'), ('gone.test', 'NO_SUCH_NAME', 'INSECURE', 'NOT_ASKED'),
                ('plain.test', 'FOUND', 'UNKNOWN', 'NOT_ASKED'), ('half.test', 'FOUND', 'INSECURE', 'NOT_ASKED'),
                ('silent.example', 'FOUND', 'SECURE', 'FAILED'), ('pool.test', 'FOUND', 'INSECURE', 'NOT_ASKED'),
                ('old.test', 'FOUND', 'INSECURE', 'NOT_ASKED')
                """);
            insert(engine, Table.HOST_ADDRESSES, "mx_host, address, family", """
                ('good.test', '192.0.2.1', 4), ('good.test', '2001:db8::1', 6), ('plain.test', '192.0.2.2', 4),
                ('half.test', '192.0.2.3', 4), ('half.test', '192.0.2.4', 4), ('silent.example', '192.0.2.5', 4),
                ('pool.test', '192.0.2.6', 4), ('old.test', '192.0.2.7', 4)
                """);
            insert(
                    engine,
                    Table.PROBES,
                    "probe_id, mx_host, address, purpose, attempt, started_at, stage, ending, ehlo_code, starttls_offered,"
                            + " starttls_reply_code, starttls_reply, tls_version, leaf_sha256, chain_sha256",
                    """
                ('1', 'good.test', '192.0.2.1', 'FIRST', 1, timestamptz '%1$s', 'STARTTLS', 'REJECTED', 250, 'YES', 454,
                  'later', null, null, []),
                ('2', 'good.test', '192.0.2.1', 'RETRY', 1, timestamptz '%1$s', 'QUIT', 'COMPLETED', 250, 'YES', 220,
                  'go', 'TLSv1.3', '%2$s', ['%2$s', '%3$s']),
                ('3', 'good.test', '2001:db8::1', 'FIRST', 0, timestamptz '%1$s', 'CONNECT', 'SKIPPED', null, 'UNKNOWN',
                  null, null, null, null, []),
                ('4', 'plain.test', '192.0.2.2', 'FIRST', 1, timestamptz '%1$s', 'EHLO', 'NOT_OFFERED', 250, 'NO', 500,
                  'what?', null, null, []),
                ('5', 'half.test', '192.0.2.3', 'FIRST', 1, timestamptz '%1$s', 'EHLO_TLS', 'TIMED_OUT', 250, 'YES', 220,
                  'go', 'TLSv1.2', '%4$s', ['%4$s']),
                ('6', 'half.test', '192.0.2.4', 'FIRST', 1, timestamptz '%1$s', 'QUIT', 'COMPLETED', 250, 'YES', 220,
                  'go', 'TLSv1.2', null, []),
                ('7', 'silent.example', '192.0.2.5', 'FIRST', 1, timestamptz '%1$s', 'CONNECT', 'TIMED_OUT', null,
                  'UNKNOWN', null, null, null, null, []),
                ('8', 'pool.test', '192.0.2.6', 'FIRST', 1, timestamptz '%1$s', 'EHLO', 'NOT_OFFERED', 250, 'NO',
                  null, null, null, null, []),
                ('9', 'pool.test', '192.0.2.6', 'SAMPLE', 1, timestamptz '%1$s', 'QUIT', 'COMPLETED', 250, 'YES',
                  220, 'go', 'TLSv1.3', null, []),
                ('a', 'pool.test', '192.0.2.6', 'SAMPLE', 2, timestamptz '%1$s', 'EHLO', 'NOT_OFFERED', 250, 'NO',
                  null, null, null, null, []),
                ('b', 'old.test', '192.0.2.7', 'FIRST', 1, timestamptz '%1$s', 'HANDSHAKE', 'ALERTED', 250, 'YES',
                  220, 'go', null, null, []),
                ('c', 'old.test', '192.0.2.7', 'LEGACY_TLS', 1, timestamptz '%1$s', 'QUIT', 'COMPLETED', 250, 'YES',
                  220, 'go', 'TLSv1', null, [])
                """.formatted(
                            Pki.NOW, good.sha256(), intermediate.certificate().sha256(), wild.sha256()));
            insert(engine, Table.PROBE_CERTIFICATES, "probe_id, position, sha256", """
                ('2', 0, '%1$s'), ('2', 1, '%2$s'), ('5', 0, '%3$s')
                """.formatted(
                            good.sha256(), intermediate.certificate().sha256(), wild.sha256()));
            insert(
                    engine,
                    Table.CERTIFICATES,
                    "sha256, der",
                    Stream.of(good, wild, intermediate.certificate())
                            .map(certificate -> "('" + certificate.sha256() + "', unhex('" + der(certificate) + "'))")
                            .reduce((a, b) -> a + ", " + b)
                            .orElseThrow());
        }
    }

    private static String der(Certificate certificate) {
        try {
            return HexFormat.of().formatHex(certificate.x509().getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    private void insert(Engine engine, Table table, String columns, String values) {
        engine.register(table, List.of());
        engine.derive("filled", "select * from " + table.tableName());
        engine.execute("insert into filled by name select * from (values " + values + ") as t(" + columns + ")");
        engine.copy("select * from filled", fact(table));
    }

    private Path fact(Table table) {
        return folder.resolve(table.tableName() + ".parquet");
    }

    private Path judged(String name, Optional<Instant> at) {
        return judged(name, trustStore, at);
    }

    private Path judged(String name, TrustStore anchors, Optional<Instant> at) {
        Path out = folder.resolve(name);
        try (Engine engine = DuckdbEngine.open(EngineLimits.spillingTo(folder.resolve(".spill")))) {
            for (Table table : Table.values()) {
                boolean isThere = table.kind() == Table.Kind.FACT && Files.exists(fact(table));
                engine.register(table, isThere ? List.of(fact(table)) : List.of());
            }
            Judging.write(engine, new Terms(anchors, Optional.empty(), at), out);
        }
        return out;
    }

    private Map<String, String> rows(Path verdicts, Table table, String key, String... columns) {
        Map<String, String> rows = new TreeMap<>();
        try (Engine engine = DuckdbEngine.open(EngineLimits.spillingTo(folder.resolve(".spill")))) {
            engine.register(
                    table, List.of(verdicts.resolve(table.tableName()).resolve(table.tableName() + "-0.parquet")));
            engine.query(
                    Query.of("select * from " + table.tableName()),
                    row -> rows.put(
                            row.text(key).orElse(""),
                            String.join(
                                    " ",
                                    Stream.of(columns)
                                            .map(column -> String.valueOf(row.plain(column)))
                                            .toList())));
        }
        return rows;
    }

    @Test
    void judgesEverySession() {
        assertThat(rows(
                        judged("1", Optional.empty()),
                        Table.PROBE_VERDICTS,
                        "probe_id",
                        "refusal",
                        "chain_trust",
                        "name_match_mx",
                        "name_match_domain_any",
                        "certificate_status",
                        "certificate_reasons",
                        "dane_match",
                        "rules_version"))
                .containsExactly(
                        Map.entry("1", "OTHER null null null null [] NOT_APPLICABLE 1"),
                        Map.entry("2", "NONE TRUSTED YES NO VALID [VALID] NOT_APPLICABLE 1"),
                        Map.entry("3", "UNKNOWN null null null null [] NOT_APPLICABLE 1"),
                        Map.entry("4", "NONE null null null null [] UNKNOWN 1"),
                        Map.entry(
                                "5",
                                "NONE UNTRUSTED NO YES INCOMPLETE_CHAIN [INCOMPLETE_CHAIN, NAME_MISMATCH]"
                                        + " NOT_APPLICABLE 1"),
                        Map.entry("6", "NONE null null null NO_CERTIFICATE [NO_CERTIFICATE] NOT_APPLICABLE 1"),
                        Map.entry("7", "NONE null null null null [] UNKNOWN 1"),
                        Map.entry("8", "NONE null null null null [] NOT_APPLICABLE 1"),
                        Map.entry("9", "NONE null null null NO_CERTIFICATE [NO_CERTIFICATE] NOT_APPLICABLE 1"),
                        Map.entry("a", "NONE null null null null [] NOT_APPLICABLE 1"),
                        Map.entry("b", "NONE null null null null [] NOT_APPLICABLE 1"),
                        Map.entry("c", "NONE null null null NO_CERTIFICATE [NO_CERTIFICATE] NOT_APPLICABLE 1"));
    }

    @Test
    void tellsValidAsSentFromValidWithKnownIntermediates() {
        Map<String, String> rows = rows(
                judged("1", Optional.empty()),
                Table.PROBE_VERDICTS,
                "probe_id",
                "chain_trust_with_known",
                "name_match_mx_with_cn",
                "broken_rules",
                "valid_as_sent",
                "valid_with_known_intermediates");

        assertThat(rows)
                .containsEntry("2", "TRUSTED YES [] YES YES")
                .containsEntry("5", "TRUSTED NO [] NO NO")
                .containsEntry("6", "null null [] null null");
    }

    /** What a fact table does not hold is unknown, not good; only sessions that completed a handshake are judged. */
    @Test
    void judgesTheParametersOfCompletedHandshakes() {
        Map<String, String> rows = rows(
                judged("1", Optional.empty()),
                Table.PROBE_VERDICTS,
                "probe_id",
                "weaknesses",
                "meets_opportunistic",
                "meets_policy_protected");

        assertThat(rows)
                .containsEntry("2", "[] UNKNOWN UNKNOWN")
                .containsEntry("b", "[] null null")
                .containsEntry("c", "[TLS_1_0] UNKNOWN NO")
                .containsEntry("4", "[] null null");
    }

    @Test
    void judgesChainsAtAnotherTimeWhenAsked() {
        Path later = judged(
                "later", Optional.of(good.x509().getNotAfter().toInstant().plusSeconds(1)));

        assertThat(rows(later, Table.PROBE_VERDICTS, "probe_id", "certificate_status"))
                .containsEntry("2", "EXPIRED");
    }

    /** A year ahead exactly the sessions change whose path has a certificate that ends in that year. */
    @Test
    void expiresTheExpectedCertificatesAYearAheadAndChangesNothingElse() {
        Instant inAYear = Pki.NOW.plus(Duration.ofDays(365));
        Pki.Identity longLived = pki.selfSigned(Pki.ca("long-lived").until(inAYear.plusSeconds(86_400)));
        Certificate lasting = pki.issue(Pki.leaf("good.test").until(inAYear.plusSeconds(1)), longLived)
                .certificate();
        Certificate ending = pki.issue(Pki.leaf("good.test").until(inAYear.minusSeconds(1)), longLived)
                .certificate();
        Certificate expired = pki.issue(Pki.leaf("good.test").until(Pki.NOW.minusSeconds(1)), longLived)
                .certificate();
        showAlso(List.of(lasting, ending, expired));
        TrustStore anchors = new TrustStore("test", "00", List.of(longLived.certificate()));
        String[] all = Table.PROBE_VERDICTS.schema().getFields().stream()
                .map(field -> field.name())
                .toArray(String[]::new);

        Map<String, String> now =
                rows(judged("now", anchors, Optional.of(Pki.NOW)), Table.PROBE_VERDICTS, "probe_id", all);
        Map<String, String> then =
                rows(judged("then", anchors, Optional.of(inAYear)), Table.PROBE_VERDICTS, "probe_id", all);

        assertThat(now.get("d0")).contains(" VALID ");
        assertThat(now.get("d1")).contains(" VALID ");
        assertThat(now.get("d2")).contains(" EXPIRED ");
        assertThat(then.get("d1")).contains(" EXPIRED ");
        assertThat(then.keySet()).isEqualTo(now.keySet());
        assertThat(now.keySet().stream().filter(probe -> !now.get(probe).equals(then.get(probe))))
                .as("2 and 5 show leaves that end in twelve days")
                .containsExactly("2", "5", "d1")
                .allSatisfy(probe -> assertThat(then.get(probe)).contains(" EXPIRED "));
    }

    /** Adds a session d0, d1, ... of a host of its own for each leaf. */
    private void showAlso(List<Certificate> leaves) {
        try (Engine engine = DuckdbEngine.open(EngineLimits.spillingTo(folder.resolve(".spill")))) {
            for (int i = 0; i < leaves.size(); i++) {
                String leaf = leaves.get(i).sha256();
                add(engine, Table.PROBES, """
                    'd%1$d' as probe_id, 'good.test' as mx_host, '192.0.2.1' as address, 'SAMPLE' as purpose,
                    1 as attempt, timestamptz '%2$s' as started_at, 'QUIT' as stage, 'COMPLETED' as ending,
                    250 as ehlo_code, 'YES' as starttls_offered, 220 as starttls_reply_code, 'TLSv1.3' as tls_version,
                    '%3$s' as leaf_sha256, ['%3$s'] as chain_sha256
                    """.formatted(i, Pki.NOW, leaf));
                add(
                        engine,
                        Table.PROBE_CERTIFICATES,
                        "'d" + i + "' as probe_id, 0 as position, '" + leaf + "' as sha256");
                add(engine, Table.CERTIFICATES, "'" + leaf + "' as sha256, unhex('" + der(leaves.get(i)) + "') as der");
            }
        }
    }

    private void add(Engine engine, Table table, String row) {
        engine.register(table, List.of(fact(table)));
        engine.derive("filled", "select * from " + table.tableName() + " union all by name select " + row);
        engine.copy("select * from filled", fact(table));
    }

    @Test
    void readsSignsFromTheWordOfAnEndpointOnly() {
        assertThat(rows(judged("1", Optional.empty()), Table.SIGNS, "probe_id", "sign", "grade"))
                .containsExactly(
                        Map.entry("4", "ABSENT E5"),
                        Map.entry("8", "OFFERED_BY_SOME E3"),
                        Map.entry("b", "CLIENT_HELLO_INTOLERANT INFO"));
    }

    @Test
    void readsFromSeveralSessionsWhatNoneShowsAlone() {
        assertThat(rows(judged("1", Optional.empty()), Table.SIGNS, "probe_id", "evidence"))
                .containsEntry("8", "STARTTLS was offered in 1 of 3 sessions of pool.test");
    }

    @Test
    void rollsAddressesUpToHosts() {
        assertThat(rows(
                        judged("1", Optional.empty()),
                        Table.HOST_VERDICTS,
                        "mx_host",
                        "starttls",
                        "certificate_valid",
                        "dane"))
                .containsExactly(
                        Map.entry("gone.test", "NONE null NONE"),
                        Map.entry("good.test", "SOME YES NONE"),
                        Map.entry("half.test", "ALL NO NONE"),
                        Map.entry("old.test", "ALL null NONE"),
                        Map.entry("plain.test", "NONE null UNKNOWN"),
                        Map.entry("pool.test", "NONE null NONE"),
                        Map.entry("silent.example", "UNKNOWN null DNSSEC_FAILED"));
    }

    @Test
    void rollsHostsUpToDomains() {
        assertThat(rows(
                        judged("1", Optional.empty()),
                        Table.DOMAIN_VERDICTS,
                        "domain",
                        "starttls_any",
                        "starttls_all",
                        "starttls_primary",
                        "certificate_valid_all",
                        "dane",
                        "mta_sts",
                        "tlsrpt",
                        "policy_list",
                        "protection"))
                .containsExactly(
                        Map.entry("backup.example", "YES UNKNOWN YES UNKNOWN NONE NONE NONE NOT_LISTED OPPORTUNISTIC"),
                        Map.entry(
                                "failed.example",
                                "null null null null UNKNOWN UNKNOWN LOOKUP_FAILED NOT_LISTED UNKNOWN"),
                        Map.entry("gone.example", "NO NO NO null NONE NONE NONE NOT_LISTED NONE"),
                        Map.entry("good.example", "YES UNKNOWN YES YES NONE NONE VALID NOT_LISTED OPPORTUNISTIC_VALID"),
                        Map.entry("half.co.example", "YES YES YES NO NONE NONE NONE NOT_LISTED OPPORTUNISTIC"),
                        Map.entry(
                                "mixed.example", "YES NO YES NO UNKNOWN INVALID_RECORD NONE NOT_LISTED OPPORTUNISTIC"),
                        Map.entry("null.example", "null null null null NONE NONE NONE NOT_LISTED NO_MAIL"),
                        Map.entry("plain.example", "NO NO NO null UNKNOWN UNKNOWN NONE NOT_LISTED NONE"),
                        Map.entry(
                                "silent.example",
                                "UNKNOWN UNKNOWN UNKNOWN null DNSSEC_FAILED UNKNOWN NONE NOT_LISTED UNKNOWN"));
    }

    @Test
    void givesTheSameBytesTwice() throws IOException {
        Path one = judged("1", Optional.empty());
        Path two = judged("2", Optional.empty());

        for (Table table : List.of(Table.PROBE_VERDICTS, Table.SIGNS, Table.HOST_VERDICTS, Table.DOMAIN_VERDICTS)) {
            String file = table.tableName() + "/" + table.tableName() + "-0.parquet";
            assertThat(Files.readAllBytes(one.resolve(file))).isEqualTo(Files.readAllBytes(two.resolve(file)));
        }
    }
}
