package org.starttls.census.analyzer.show;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.starttls.census.analyzer.judge.Rule;
import org.starttls.census.analyzer.judge.Weakness;

/** A dossier as lines for a reader. The lines hold text of peers as it is stored: escape each before it is printed. */
public final class DossierText {
    private final List<String> lines = new ArrayList<>();

    private DossierText() {}

    public static List<String> lines(Dossier dossier) {
        DossierText text = new DossierText();
        text.domain(dossier);
        dossier.mailHosts().forEach(text::mailHost);
        return List.copyOf(text.lines);
    }

    private void add(int depth, String line) {
        lines.add("  ".repeat(depth) + line);
    }

    private void domain(Dossier dossier) {
        Facts domain = dossier.domain();
        add(0, domain.orDash("domain"));
        add(
                1,
                "rank " + domain.orDash("rank") + ", mail route " + domain.orDash("mail_route") + because(domain)
                        + ", MX security " + domain.orDash("mx_security"));
        record("MTA-STS", domain, "mta_sts");
        record("TLSRPT", domain, "tlsrpt");
        if (dossier.verdict().isEmpty()) {
            add(1, "not judged: see census judge --help");
        }
        dossier.verdict().ifPresent(verdict -> {
            add(1, "protection " + verdict.orDash("protection"));
            add(
                    1,
                    "STARTTLS any " + verdict.orDash("starttls_any") + ", all " + verdict.orDash("starttls_all")
                            + ", primary " + verdict.orDash("starttls_primary") + "; certificates valid "
                            + verdict.orDash("certificate_valid_all"));
            add(
                    1,
                    "DANE " + verdict.orDash("dane") + ", MTA-STS " + verdict.orDash("mta_sts") + ", TLSRPT "
                            + verdict.orDash("tlsrpt") + ", policy list " + verdict.orDash("policy_list"));
        });
    }

    private void record(String name, Facts domain, String column) {
        String state = domain.orDash(column + "_record");
        if (!state.equals("NONE")) {
            add(
                    1,
                    name + " record " + state
                            + domain.text(column + "_error")
                                    .map(error -> ": " + error)
                                    .orElse(""));
            domain.texts(column + "_txt").forEach(text -> add(2, text));
        }
    }

    private static String because(Facts facts) {
        return facts.text("skip_reason").map(reason -> " (" + reason + ")").orElse("");
    }

    private void mailHost(Dossier.MailHost mailHost) {
        lines.add("");
        add(
                0,
                "MX host " + mailHost.link().orDash("mx_host") + ", preference "
                        + mailHost.link().orDash("preference") + because(mailHost.link()));
        mailHost.host()
                .ifPresent(host -> add(
                        1,
                        "addresses " + host.orDash("address_lookup") + because(host) + ", security "
                                + host.orDash("address_security") + ", TLSA " + host.orDash("tlsa_lookup")));
        mailHost.verdict()
                .ifPresent(verdict -> add(
                        1,
                        "STARTTLS " + verdict.orDash("starttls") + "; certificates valid "
                                + verdict.orDash("certificate_valid") + "; DANE " + verdict.orDash("dane") + "; run by "
                                + verdict.orDash("operator") + " (" + verdict.orDash("operator_source") + ")"));
        mailHost.addresses().forEach(this::address);
    }

    private void address(Dossier.Address address) {
        add(
                1,
                "address " + address.facts().orDash("address") + because(address.facts())
                        + address.facts().text("asn").map(asn -> ", AS" + asn).orElse(""));
        address.probes().forEach(this::probe);
    }

    private void probe(Dossier.Probe probe) {
        Facts facts = probe.facts();
        add(2, "probe " + facts.orDash("probe_id"));
        add(
                3,
                facts.orDash("started_at") + " " + facts.orDash("purpose") + " " + facts.orDash("attempt") + ": "
                        + facts.orDash("ending") + " at " + facts.orDash("stage")
                        + Stream.of("skip_reason", "misbehaviour", "network_cause", "local_fault", "alert")
                                .flatMap(column -> facts.text(column).stream())
                                .map(reason -> ", " + reason)
                                .collect(Collectors.joining()));
        facts.text("tls_version")
                .ifPresent(version -> add(
                        3, version + ", " + facts.orDash("cipher_suite") + ", " + facts.orDash("key_exchange_group")));
        probe.verdict().ifPresent(this::verdict);
        probe.certificates().forEach(this::certificate);
        probe.signs().forEach(this::sign);
        facts.text("transcript").filter(transcript -> !transcript.isEmpty()).ifPresent(transcript -> {
            add(3, "transcript");
            transcript.lines().forEach(line -> add(4, line));
        });
    }

    private void verdict(Facts verdict) {
        verdict.text("refusal")
                .filter(refusal -> !refusal.equals("NONE") && !refusal.equals("UNKNOWN"))
                .ifPresent(refusal -> add(3, "refused: " + refusal));
        if (verdict.text("certificate_status").isPresent()) {
            add(
                    3,
                    "certificate " + verdict.orDash("certificate_status") + "; chain " + verdict.orDash("chain_trust")
                            + ", name of the MX host " + verdict.orDash("name_match_mx") + ", of a domain it serves "
                            + verdict.orDash("name_match_domain_any") + ", DANE " + verdict.orDash("dane_match"));
            verdict.text("valid_as_sent")
                    .ifPresent(asSent -> add(
                            4,
                            "valid as sent " + asSent + ", with known intermediates "
                                    + verdict.orDash("valid_with_known_intermediates")));
            verdict.texts("certificate_reasons").forEach(reason -> add(4, reason + ruleOf(reason)));
            verdict.texts("broken_rules").forEach(rule -> add(4, rule + ruleOf(rule)));
        }
        verdict.text("meets_opportunistic").ifPresent(keepsListenersOut -> {
            add(
                    3,
                    "TLS good enough: opportunistic " + keepsListenersOut + ", policy-protected "
                            + verdict.orDash("meets_policy_protected"));
            verdict.texts("weaknesses").forEach(weakness -> add(4, weakness + levelOf(weakness) + ruleOf(weakness)));
        });
    }

    private void certificate(Facts certificate) {
        add(3, "shown " + certificate.orDash("position") + ": " + certificate.orDash("sha256"));
        add(4, "subject " + certificate.orDash("subject") + "; issuer " + certificate.orDash("issuer"));
        add(
                4,
                "names "
                        + Optional.of(String.join(", ", certificate.texts("dns_names")))
                                .filter(names -> !names.isEmpty())
                                .orElse("-"));
        add(
                4,
                "valid " + certificate.orDash("not_before") + " to " + certificate.orDash("not_after") + "; "
                        + certificate.orDash("key_algorithm") + " " + certificate.orDash("key_bits") + ", "
                        + certificate.orDash("signature_algorithm"));
    }

    private void sign(Facts sign) {
        String name = sign.orDash("sign");
        add(3, "sign " + name + " (" + sign.orDash("grade") + ")" + ruleOf(name));
        add(4, "seen: " + sign.orDash("evidence"));
        add(4, "may be: " + sign.orDash("benign_explanation"));
    }

    private static String levelOf(String name) {
        return Stream.of(Weakness.values())
                .filter(weakness -> weakness.name().equals(name))
                .map(weakness -> " (" + weakness.level().name().replace('_', ' ') + ")")
                .collect(Collectors.joining());
    }

    /** Verdicts of another version of the rules may name one that is not among ours. */
    private static String ruleOf(String name) {
        return Rule.named(name)
                .map(rule -> ". Rule " + rule.source() + ": " + rule.sentence())
                .orElse("");
    }
}
