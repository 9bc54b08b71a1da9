package org.starttls.census.analyzer.show;

import java.util.List;
import java.util.Optional;
import org.starttls.census.analyzer.engine.Engine;
import org.starttls.census.analyzer.engine.Query;

/** Puts a dossier together from the tables of a campaign. */
public final class DossierReader {
    private static final String CERTIFICATES = """
            select
              shown.position, shown.sha256, certificates.subject, certificates.issuer, certificates.serial,
              certificates.common_names, certificates.dns_names, certificates.not_before, certificates.not_after,
              certificates.key_algorithm, certificates.key_bits, certificates.signature_algorithm, certificates.spki_sha256,
              certificates.self_signed, certificates.parse_error
            from probe_certificates as shown
            left join certificates on certificates.sha256 = shown.sha256
            where shown.probe_id = ?
            order by shown.position
            """;

    private final Engine engine;

    /** Over an engine that has every table of the campaign. */
    public DossierReader(Engine engine) {
        this.engine = engine;
    }

    /**
     * Reads one domain; empty if it was not admitted.
     *
     * @param domain A-labels, lower case, no trailing dot
     */
    public Optional<Dossier> read(String domain) {
        return first("select * from domains where domain = ?", domain)
                .map(facts -> new Dossier(
                        facts,
                        first("select * from domain_verdicts where domain = ?", domain),
                        rows("select * from domain_mx where domain = ? order by preference, mx_host", domain).stream()
                                .map(this::mailHost)
                                .toList()));
    }

    private Dossier.MailHost mailHost(Facts link) {
        String host = link.orDash("mx_host");
        return new Dossier.MailHost(
                link,
                first("select * from hosts where mx_host = ?", host),
                first("select * from host_verdicts where mx_host = ?", host),
                rows("select * from host_addresses where mx_host = ? order by family, address", host).stream()
                        .map(address -> address(host, address))
                        .toList());
    }

    private Dossier.Address address(String host, Facts address) {
        String query = "select * from probes where mx_host = ? and address = ? order by started_at, attempt, probe_id";
        return new Dossier.Address(
                address,
                rows(query, host, address.orDash("address")).stream()
                        .map(this::probe)
                        .toList());
    }

    private Dossier.Probe probe(Facts probe) {
        String id = probe.orDash("probe_id");
        return new Dossier.Probe(
                probe,
                first("select * from probe_verdicts where probe_id = ?", id),
                rows(CERTIFICATES, id),
                rows("select * from signs where probe_id = ? order by grade, sign", id));
    }

    private Optional<Facts> first(String sql, Object... values) {
        return rows(sql, values).stream().findFirst();
    }

    private List<Facts> rows(String sql, Object... values) {
        return engine.list(Query.of(sql, values), Facts::of);
    }
}
