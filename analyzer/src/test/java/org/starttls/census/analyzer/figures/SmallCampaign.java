package org.starttls.census.analyzer.figures;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.starttls.census.analyzer.campaign.CampaignFolder;
import org.starttls.census.analyzer.campaign.VerdictSet;
import org.starttls.census.analyzer.engine.DuckdbEngine;
import org.starttls.census.analyzer.engine.EngineLimits;
import org.starttls.census.schemas.Table;

/** Campaigns written by SQL, for tests of figures and pages: every row is in sight, none came from a crawler. */
public final class SmallCampaign {
    private SmallCampaign() {}

    /**
     * Fifteen lines, twelve domains, seven MX hosts, eight addresses, one of each fate. The counts expected of it stand in
     * {@link FiguresTest}.
     */
    public static Path write(Path folder) {
        return write(folder, 15, 12, "mx1.op.test", "mail.op.test ESMTP");
    }

    /** The same, the manifest and two texts of peers as given. */
    public static Path write(Path folder, long lines, long admitted, String host, String greeting) {
        try (DuckdbEngine engine = DuckdbEngine.open(EngineLimits.spillingTo(folder.resolve(".spill")))) {
            String mx1 = literal(host);
            String hello = literal(greeting);
            table(engine, folder, Table.REJECTED, "source, line_number, text, reason", """
                ('list.csv', 3, 'a.example', 'DUPLICATE'), ('list.csv', 4, 'a.example', 'DUPLICATE'),
                ('list.csv', 9, 'https://x.example/', 'URL')
                """);
            table(engine, folder, Table.DOMAINS, "domain, rank, tld, mail_route, skip_reason", """
                ('a.example', 1, 'example', 'EXPLICIT_MX', null), ('b.example', 2, 'example', 'EXPLICIT_MX', null),
                ('c.example', 3, 'example', 'IMPLICIT_MX', null), ('d.example', 4, 'example', 'NULL_MX', null),
                ('e.example', 5, 'example', 'NO_MAIL_HOST', null), ('f.example', 6, 'example', 'NO_SUCH_DOMAIN', null),
                ('g.example', 7, 'example', 'LOOKUP_FAILED', null), ('h.example', 8, 'example', 'SKIPPED', 'OPTED_OUT'),
                ('i.example', 9, 'example', 'EXPLICIT_MX', null), ('j.example', 10, 'example', 'EXPLICIT_MX', null),
                ('k.test', 11, 'test', 'EXPLICIT_MX', null), ('l.test', 12, 'test', 'EXPLICIT_MX', null)
                """);
            table(engine, folder, Table.DOMAIN_MX, "domain, mx_host, preference, skip_reason", """
                ('a.example', %1$s, 10, null), ('a.example', 'mx2.op.test', 20, null), ('b.example', %1$s, 10, null),
                ('c.example', 'c.example', 0, null), ('i.example', 'silent.test', 10, null),
                ('j.example', 'hidden.test', 10, null), ('k.test', 'helo.test', 10, null), ('l.test', 'unres.test', 5, null),
                ('l.test', '192.0.2.9', 1, 'NOT_A_HOST_NAME')
                """.formatted(mx1));
            table(engine, folder, Table.HOSTS, "mx_host, address_lookup", """
                (%s, 'FOUND'), ('mx2.op.test', 'FOUND'), ('c.example', 'FOUND'), ('silent.test', 'FOUND'),
                ('hidden.test', 'FOUND'), ('helo.test', 'FOUND'), ('unres.test', 'FAILED')
                """.formatted(mx1));
            table(engine, folder, Table.HOST_ADDRESSES, "mx_host, address, family", """
                (%1$s, '192.0.2.1', 4), (%1$s, '2001:db8::1', 6), ('mx2.op.test', '192.0.2.2', 4),
                ('c.example', '192.0.2.3', 4), ('silent.test', '192.0.2.4', 4), ('hidden.test', '192.0.2.5', 4),
                ('helo.test', '192.0.2.6', 4), ('helo.test', '192.0.2.7', 4)
                """.formatted(mx1));
            table(
                    engine,
                    folder,
                    Table.PROBES,
                    "probe_id, mx_host, address, purpose, attempt, skip_reason, stage, ending, greeting, ehlo_code,"
                            + " helo_code, starttls_offered, tls_version, cipher_suite, key_exchange_group, leaf_sha256,"
                            + " local_fault",
                    """
                ('p1', %1$s, '192.0.2.1', 'FIRST', 1, null, 'CONNECT', 'TIMED_OUT', null, null, null, 'UNKNOWN', null, null,
                  null, null, null),
                ('p2', %1$s, '192.0.2.1', 'RETRY', 1, null, 'QUIT', 'COMPLETED', %2$s, 250, null, 'YES', 'TLSv1.3',
                  'TLS_AES_128_GCM_SHA256', 'x25519', 'leaf1', null),
                ('p2b', %1$s, '192.0.2.1', 'SAMPLE', 1, null, 'EHLO', 'NOT_OFFERED', null, 250, null, 'NO', null, null,
                  null, null, null),
                ('p3', %1$s, '2001:db8::1', 'FIRST', 0, 'FAMILY_UNAVAILABLE', 'CONNECT', 'SKIPPED', null, null, null,
                  'UNKNOWN', null, null, null, null, null),
                ('p4', 'mx2.op.test', '192.0.2.2', 'FIRST', 1, null, 'STARTTLS', 'REJECTED', 'hi', 250, null, 'YES', null,
                  null, null, null, null),
                ('p5', 'c.example', '192.0.2.3', 'FIRST', 1, null, 'QUIT', 'COMPLETED', 'hi', 250, null, 'YES', 'TLSv1.2',
                  'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256', 'secp256r1', 'leaf2', null),
                ('p6', 'silent.test', '192.0.2.4', 'FIRST', 1, null, 'CONNECT', 'TIMED_OUT', null, null, null, 'UNKNOWN',
                  null, null, null, null, null),
                ('p7', 'hidden.test', '192.0.2.5', 'FIRST', 1, null, 'EHLO_TLS', 'DISCONNECTED', 'hi', 250, null, 'NO',
                  'TLSv1.3', 'TLS_AES_128_GCM_SHA256', 'x25519', 'leaf1', null),
                ('p8', 'helo.test', '192.0.2.6', 'FIRST', 1, null, 'EHLO', 'NOT_OFFERED', 'hi', 502, 250, 'NO', null, null,
                  null, null, null),
                ('p9', 'helo.test', '192.0.2.7', 'FIRST', 1, null, 'EHLO', 'LOCAL_FAULT', null, null, null, 'UNKNOWN', null,
                  null, null, null, 'java.io.IOException')
                """.formatted(mx1, hello));
            table(engine, folder, Table.CERTIFICATES, "sha256, key_algorithm, key_bits", """
                ('leaf1', 'RSA', 2048), ('leaf2', 'EC', 256)
                """);
            verdict(
                    engine,
                    folder,
                    Table.PROBE_VERDICTS,
                    "probe_id, refusal, chain_trust, name_match_mx, name_match_domain_any, certificate_status,"
                            + " certificate_reasons, broken_rules, valid_as_sent, valid_with_known_intermediates,"
                            + " weaknesses, meets_opportunistic, meets_policy_protected, dane_match",
                    """
                ('p2', 'NONE', 'TRUSTED', 'YES', 'NO', 'VALID', ['VALID'], [], 'YES', 'YES', [], 'YES', 'YES',
                  'NOT_APPLICABLE'),
                ('p4', 'OTHER', null, null, null, null, [], [], null, null, [], null, null, 'NOT_APPLICABLE'),
                ('p5', 'NONE', 'UNTRUSTED', 'NO', 'NO', 'SELF_SIGNED',
                  ['SELF_SIGNED', 'CONSTRAINT_VIOLATED', 'NAME_MISMATCH'], ['WEAK_KEY'], 'NO', 'NO',
                  ['SHA_1_IN_HANDSHAKE', 'SHA_1_IN_CERTIFICATE'], 'YES', 'NO', 'NOT_APPLICABLE'),
                ('p7', 'NONE', 'TRUSTED', 'NO', 'YES', 'NAME_MISMATCH', ['NAME_MISMATCH'], [], 'NO', 'NO', [], 'YES',
                  'UNKNOWN', 'NOT_APPLICABLE')
                """);
            verdict(
                    engine,
                    folder,
                    Table.HOST_VERDICTS,
                    "mx_host, starttls, dane, operator, operator_source",
                    """
                (%s, 'SOME', 'NONE', %s, 'CERTIFICATE'), ('mx2.op.test', 'NONE', 'NONE', 'op.test', 'MX_NAME'),
                ('c.example', 'ALL', 'NONE', 'c.example', 'GREETING'),
                ('silent.test', 'UNKNOWN', 'NONE', 'silent.test', 'MX_NAME'),
                ('hidden.test', 'ALL', 'NONE', 'hidden.test', 'CERTIFICATE'),
                ('helo.test', 'UNKNOWN', 'NONE', 'helo.test', 'GREETING'),
                ('unres.test', 'UNKNOWN', 'NONE', 'unres.test', 'MX_NAME')
                """.formatted(mx1, host.equals("mx1.op.test") ? "'op.test'" : mx1));
            verdict(
                    engine,
                    folder,
                    Table.DOMAIN_VERDICTS,
                    "domain, starttls_any, starttls_all, starttls_primary, certificate_valid_all, dane, protection",
                    """
                ('a.example', 'YES', 'NO', 'YES', 'YES', 'UNKNOWN', 'OPPORTUNISTIC_VALID'),
                ('b.example', 'YES', 'UNKNOWN', 'YES', 'YES', 'KEPT', 'DANE'),
                ('c.example', 'YES', 'YES', 'YES', 'NO', 'NONE', 'OPPORTUNISTIC'),
                ('d.example', null, null, null, null, 'NONE', 'NO_MAIL'),
                ('i.example', 'UNKNOWN', 'UNKNOWN', 'UNKNOWN', null, 'NONE', 'UNKNOWN'),
                ('j.example', 'YES', 'YES', 'YES', 'NO', 'NONE', 'OPPORTUNISTIC'),
                ('k.test', 'UNKNOWN', 'NO', 'UNKNOWN', null, 'NONE', 'NONE'),
                ('l.test', 'UNKNOWN', 'UNKNOWN', 'UNKNOWN', null, 'UNKNOWN', 'UNKNOWN')
                """);
            verdict(
                    engine,
                    folder,
                    Table.SIGNS,
                    "probe_id, domain, mx_host, address, sign, grade, evidence, benign_explanation",
                    """
                ('p7', null, 'hidden.test', '192.0.2.5', 'HIDDEN_BUT_SUPPORTED', 'E3', '220', 'hidden per client'),
                ('p4', null, 'mx2.op.test', '192.0.2.2', 'OFFERED_THEN_REFUSED', 'E3', '454', 'no certificate loaded')
                """);
            Files.writeString(folder.resolve("manifest.json"), manifest(lines, admitted));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Opens it with the verdicts of rules version 1. */
    public static DuckdbEngine open(CampaignFolder campaign) {
        return DuckdbEngine.open(
                campaign,
                VerdictSet.own("1"),
                EngineLimits.spillingTo(campaign.path().resolve(".spill")));
    }

    /** NUL cannot stand in a text of SQL. */
    private static String literal(String text) {
        return "'" + text.replace("'", "''").replace("\0", "' || chr(0) || '") + "'";
    }

    private static void verdict(DuckdbEngine engine, Path folder, Table table, String columns, String values) {
        insert(
                engine,
                folder.resolve("verdicts").resolve("1").resolve(table.tableName()),
                table,
                columns,
                values,
                ", '1'");
    }

    private static void table(DuckdbEngine engine, Path folder, Table table, String columns, String values) {
        insert(engine, folder.resolve(table.tableName()), table, columns, values, "");
    }

    private static void insert(
            DuckdbEngine engine, Path folder, Table table, String columns, String values, String rulesVersion) {
        engine.register(table, List.of());
        engine.derive("filled", "select * from " + table.tableName());
        engine.execute("insert into filled by name select * from (values " + values + ") as t(" + columns + ")");
        if (!rulesVersion.isEmpty()) {
            engine.execute("update filled set rules_version = '1'");
        }
        engine.copy("select * from filled", folder.resolve(table.tableName() + "-0.parquet"));
    }

    private static String manifest(long lines, long admitted) {
        return """
                {"campaign_id": "0123456789abcdef", "name": "small", "state": "RECORDED",
                 "started_at": "2026-11-01T00:00:00Z", "ended_at": "2026-11-01T01:00:00Z", "lab": true,
                 "list": {"name": "list.csv", "sha256": "%s", "lines": %d, "admitted": %d,
                          "rejected": {"DUPLICATE": 2, "URL": 1}},
                 "vantage": {"name": "lab", "address": "127.0.0.1", "ehlo_name": "localhost"},
                 "resolvers": ["127.0.0.1:5300"], "configuration": {"rate": "50/s"},
                 "versions": {"census": "0.1.0", "java": "17", "schema": "1"},
                 "trust_store": {"name": "lab", "file": null, "sha256": "%s"}, "opt_out": {"entries": 1},
                 "tables": {"domains": {"rows": 12, "files": []}, "probes": {"rows": 10, "files": []}},
                 "books": {"route": {"admitted": 12, "recorded": 12, "duplicates": 0, "waiting": 0, "in_flight": 0,
                                     "outcomes": {"EXPLICIT_MX": 6}}}}
                """.formatted("ab".repeat(32), lines, admitted, "cd".repeat(32));
    }
}
