package org.starttls.census.analyzer.figures;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.starttls.census.analyzer.engine.DuckdbEngine;
import org.starttls.census.analyzer.engine.EngineLimits;
import org.starttls.census.schemas.Table;

/**
 * A campaign of any size at about real skew, drawn by SQL from fixed arithmetic: for the size of a page, for its speed, and
 * to look at. Its figures mean nothing.
 */
public final class SyntheticCampaign {
    private SyntheticCampaign() {}

    /** Writes one with as many domains. */
    public static Path write(Path folder, int domains) {
        try (DuckdbEngine engine = DuckdbEngine.open(EngineLimits.spillingTo(folder.resolve(".spill")))) {
            engine.derive(
                    "draws",
                    "select i, (i * 7919 + 104729) % 99991 % 1000 as a, (i * 15485863 + 12345) % 99989 % 1000 as b,"
                            + " (i * 32452843 + 777) % 99971 % 1000 as c from range(" + domains + ") as t(i)");
            engine.derive("listed", """
                select
                  'd' || i || '.' || case when a < 480 then 'com' when a < 600 then 'org' when a < 700 then 'net'
                    when a < 780 then 'de' when a < 840 then 'nl' when a < 880 then 'cn' when a < 910 then 'ru'
                    when a < 935 then 'jp' when a < 955 then 'fr' when a < 970 then 'br' when a < 985 then 'it'
                    else 'se' end as domain,
                  i + 1 as rank,
                  case when b < 20 then 'NO_SUCH_DOMAIN' when b < 60 then 'NULL_MX' when b < 110 then 'NO_MAIL_HOST'
                    when b < 125 then 'LOOKUP_FAILED' when b < 130 then 'SKIPPED' when b < 180 then 'IMPLICIT_MX'
                    else 'EXPLICIT_MX' end as mail_route,
                  case
                    when c < 230 then 'mx.big-mail.com' when c < 400 then 'in.office-post.com'
                    when c < 470 then 'mx1.hoster.de' when c < 520 then 'mail.registrar.net'
                    when c < 760 then 'mx.op' || cast(c - 520 as varchar) || '.net'
                    else 'mail.d' || i || '.org' end as mx_host
                from draws
                """);
            insert(engine, folder, Table.DOMAINS, """
                select domain, rank, reverse(split_part(reverse(domain), '.', 1)) as tld, mail_route,
                  case when mail_route = 'SKIPPED' then 'OPTED_OUT' end as skip_reason from listed
                """);
            insert(engine, folder, Table.REJECTED, """
                select 'list' as source, i as line_number, 'x' as text,
                  case when i %% 5 = 0 then 'URL' when i %% 7 = 0 then 'BAD_CHARACTER' else 'DUPLICATE' end as reason
                from range(%d) as t(i)
                """.formatted(domains / 25));
            engine.derive(
                    "mailing",
                    "select domain, rank, mx_host from listed where mail_route in ('EXPLICIT_MX', 'IMPLICIT_MX')");
            insert(engine, folder, Table.DOMAIN_MX, "select domain, mx_host, 10 as preference from mailing");
            engine.derive("named", """
                select mx_host, row_number() over (order by mx_host) as h, count(*) as served from mailing group by mx_host
                """);
            insert(engine, folder, Table.HOSTS, """
                select mx_host, case when h % 61 = 0 then 'FAILED' when h % 47 = 0 then 'NO_SUCH_NAME' else 'FOUND' end
                  as address_lookup from named
                """);
            engine.derive("ends", """
                select mx_host, served, h, h * 2 + v as e, (h * 48271 + v * 16807 + 11) % 9973 % 1000 as f,
                  case when v = 0 then '198.51.' || (h / 250 % 250) || '.' || h % 250 else '2001:db8::' || h end as address,
                  case when v = 0 then 4 else 6 end as family
                from named cross join range(2) as t(v)
                where h % 61 <> 0 and h % 47 <> 0 and (v = 0 or h % 5 = 0)
                """);
            insert(engine, folder, Table.HOST_ADDRESSES, "select mx_host, address, family from ends");
            engine.derive("fates", """
                select *, case
                  when served > 50 then 'ok' when family = 6 then 'family' when f < 60 then 'timeout' when f < 85 then 'refused'
                  when f < 100 then 'fault' when f < 130 then 'blocked' when f < 150 then 'helo' when f < 210 then 'none'
                  when f < 216 then 'hidden' when f < 228 then 'rejected' when f < 236 then 'cut' else 'ok' end as fate
                from ends
                """);
            insert(engine, folder, Table.PROBES, """
                select 'p' || e as probe_id, mx_host, address, 25 as port, 'FIRST' as purpose,
                  case when fate = 'family' then 0 else 1 end as attempt,
                  case when fate = 'family' then 'FAMILY_UNAVAILABLE' end as skip_reason,
                  case fate when 'timeout' then 'CONNECT' when 'refused' then 'CONNECT' when 'family' then 'CONNECT'
                    when 'fault' then 'GREETING' when 'blocked' then 'GREETING' when 'helo' then 'EHLO'
                    when 'none' then 'EHLO' when 'rejected' then 'STARTTLS' when 'cut' then 'HANDSHAKE' else 'QUIT' end
                    as stage,
                  case fate when 'timeout' then 'TIMED_OUT' when 'refused' then 'UNREACHABLE' when 'family' then 'SKIPPED'
                    when 'fault' then 'LOCAL_FAULT' when 'blocked' then 'REJECTED' when 'helo' then 'NOT_OFFERED'
                    when 'none' then 'NOT_OFFERED' when 'rejected' then 'REJECTED' when 'cut' then 'DISCONNECTED'
                    else 'COMPLETED' end as ending,
                  case fate when 'helo' then 502 else 250 end as ehlo_code,
                  case when fate = 'helo' then 250 end as helo_code,
                  case when fate in ('none', 'helo', 'hidden') then 'NO' else 'YES' end as starttls_offered,
                  case when fate = 'fault' then 'java.io.IOException' end as local_fault,
                  case when fate in ('ok', 'hidden') then
                    case when f < 700 then 'TLSv1.3' when f < 960 then 'TLSv1.2' when f < 985 then 'TLSv1' else 'TLSv1.1' end
                  end as tls_version,
                  case when fate in ('ok', 'hidden') then case when f < 500 then 'TLS_AES_256_GCM_SHA384'
                    when f < 700 then 'TLS_AES_128_GCM_SHA256' when f < 900 then 'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384'
                    else 'TLS_RSA_WITH_AES_128_CBC_SHA' end end as cipher_suite,
                  case when fate in ('ok', 'hidden') and f < 900 then case when f < 300 then 'X25519MLKEM768'
                    when f < 700 then 'x25519' else 'secp256r1' end end as key_exchange_group,
                  case when fate in ('ok', 'hidden') then 'leaf' || (h - h % 3) end as leaf_sha256
                from fates
                """);
            insert(engine, folder, Table.CERTIFICATES, """
                select distinct 'leaf' || (h - h % 3) as sha256, case when h - h % 3 < 1000 then 'EC' else 'RSA' end as key_algorithm,
                  case when h - h % 3 < 1000 then 256 when h - h % 3 < 3600 then 2048 else 4096 end as key_bits
                from fates where fate in ('ok', 'hidden')
                """);
            engine.derive("judged", """
                select *, case when served > 50 then 'VALID' when e % 100 < 6 then 'EXPIRED' when e % 100 < 17 then 'SELF_SIGNED'
                  when e % 100 < 20 then 'UNTRUSTED_ROOT' when e % 100 < 22 then 'INCOMPLETE_CHAIN'
                  when e % 100 < 23 then 'CONSTRAINT_VIOLATED' when e % 100 < 40 then 'NAME_MISMATCH' else 'VALID' end as status
                from fates
                """);
            verdict(engine, folder, Table.PROBE_VERDICTS, """
                select 'p' || e as probe_id, case when fate = 'blocked' then 'POLICY' else 'NONE' end as refusal,
                  case when fate in ('ok', 'hidden') then status end as certificate_status,
                  case when fate in ('ok', 'hidden') then [status] else [] end as certificate_reasons,
                  case when status in ('VALID', 'EXPIRED') then 'YES' else 'NO' end as name_match_mx,
                  case when e % 11 = 0 then 'YES' else 'NO' end as name_match_domain_any, '' as dane_match
                from judged where fate <> 'family'
                """);
            verdict(engine, folder, Table.DOMAIN_VERDICTS, """
                select domain,
                  case when fate is null then 'UNKNOWN' when fate in ('ok', 'hidden', 'cut') then 'YES'
                    when fate in ('none', 'helo', 'rejected') then 'NO' else 'UNKNOWN' end as starttls_any,
                  starttls_any as starttls_all, starttls_any as starttls_primary,
                  case when fate in ('ok', 'hidden') then case when status = 'VALID' then 'YES' else 'NO' end end
                    as certificate_valid_all, 'NONE' as dane,
                  case when starttls_any = 'UNKNOWN' then 'UNKNOWN' when starttls_any = 'NO' then 'NONE'
                    when rank % 83 = 0 then 'DANE' when rank % 151 = 0 then 'MTA_STS' when status = 'VALID'
                    then 'OPPORTUNISTIC_VALID' else 'OPPORTUNISTIC' end as protection
                from mailing left join judged on judged.mx_host = mailing.mx_host and judged.family = 4
                """);
            verdict(engine, folder, Table.SIGNS, """
                select 'p' || e as probe_id, mx_host, address, case fate when 'hidden' then 'HIDDEN_BUT_SUPPORTED'
                  when 'rejected' then 'OFFERED_THEN_REFUSED' when 'cut' then 'NO_TLS_AFTER_220' when 'helo'
                  then 'EHLO_REFUSED_HELO_ACCEPTED' when 'none' then case when e % 9 = 0 then 'MASKED_KEYWORD'
                  else 'ABSENT' end end as sign, case fate when 'helo' then 'INFO' when 'none' then
                  case when e % 9 = 0 then 'E1' else 'E5' end else 'E3' end as grade, 'seen' as evidence,
                  'none' as benign_explanation
                from fates where fate in ('hidden', 'rejected', 'cut', 'helo', 'none')
                """);
            Files.writeString(folder.resolve("manifest.json"), """
                {"campaign_id": "5b1c9a0e7f3d4c21", "name": "tranco-2026-11", "state": "RECORDED",
                 "started_at": "2026-11-20T06:00:00Z", "ended_at": "2026-11-21T03:12:44Z", "lab": true,
                 "list": {"name": "tranco-K25GW.csv", "sha256": "%s", "lines": %d, "admitted": %d, "rejected": {}},
                 "vantage": {"name": "fra1", "address": "192.0.2.25", "ehlo_name": "scan.example.org"},
                 "resolvers": ["127.0.0.1:53"], "configuration": {"rate": "50/s", "blind-starttls": "on"},
                 "versions": {"census": "0.1.0", "java": "17.0.15", "schema": "1"},
                 "trust_store": {"name": "Mozilla 2026-10", "file": null, "sha256": "%s"}, "opt_out": {"entries": 41},
                 "tables": {}, "books": {}}
                """.formatted(
                            "5e".repeat(32), domains + domains / 25, domains, "7f".repeat(32)));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void insert(DuckdbEngine engine, Path folder, Table table, String rows) {
        write(engine, folder.resolve(table.tableName()), table, rows);
    }

    private static void verdict(DuckdbEngine engine, Path folder, Table table, String rows) {
        write(engine, folder.resolve("verdicts").resolve("1").resolve(table.tableName()), table, rows);
    }

    private static void write(DuckdbEngine engine, Path folder, Table table, String rows) {
        engine.register(table, List.of());
        engine.derive("filled", "select * from " + table.tableName());
        engine.execute("insert into filled by name " + rows);
        engine.copy("select * from filled order by 1", folder.resolve(table.tableName() + "-0.parquet"));
    }
}
