package org.starttls.census.analyzer.verdict;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.starttls.census.analyzer.engine.Engine;
import org.starttls.census.analyzer.engine.Query;
import org.starttls.census.analyzer.judge.NameMatch;
import org.starttls.census.analyzer.judge.chain.Certificate;
import org.starttls.census.analyzer.judge.chain.CertificateVerdict;
import org.starttls.census.analyzer.judge.chain.ChainFindings;
import org.starttls.census.analyzer.judge.chain.ChainJudge;
import org.starttls.census.analyzer.judge.chain.KnownIntermediates;
import org.starttls.census.analyzer.judge.chain.LeafNames;
import org.starttls.census.analyzer.judge.chain.Signatures;
import org.starttls.census.analyzer.judge.chain.TrustAnchors;

/**
 * Every distinct chain of a campaign, judged once. What is kept of a chain is small: dates and broken rules of its paths,
 * and the names of its leaf.
 */
final class Chains {
    /** Distinct chains whose certificates are in memory at a time. Some 10 KB each, parsed. */
    private static final int PAGE = 5_000;

    private final Engine engine;
    private final Signatures signatures = new Signatures();
    private final TrustAnchors anchors;
    private final KnownIntermediates known;
    private final Map<List<String>, ChainFindings> findings = new HashMap<>();
    private final Map<String, LeafNames> names = new HashMap<>();

    private Chains(Engine engine, Terms terms) {
        this.engine = engine;
        this.anchors = new TrustAnchors(terms.trustStore().anchors());
        this.known = new KnownIntermediates(anchors, signatures);
    }

    /** Reads the engine's tables; leaves {@code presented_names (leaf_sha256, name, parent)} there. */
    static Chains judge(Engine engine, Terms terms) {
        Chains chains = new Chains(engine, terms);
        chains.learnIntermediates(
                terms.intermediates().map(Intermediates::certificates).orElse(List.of()));
        chains.judgeAll();
        chains.presentNames();
        return chains;
    }

    /** Until a round adds none; each link of a path needs one round at most. */
    private void learnIntermediates(List<Certificate> bundle) {
        boolean[] grew = {true};
        while (grew[0]) {
            grew[0] = bundle.stream().filter(known::offer).count() > 0;
            Query query = Query.of("""
                    select certificates.sha256, certificates.der
                    from certificates
                    join (select distinct sha256 from probe_certificates where position > 0) as shown
                      on shown.sha256 = certificates.sha256
                    where certificates.parse_error is null
                    """);
            engine.query(
                    query,
                    row -> grew[0] |= Certificate.parse(
                                    row.needText("sha256"), row.bytes("der").orElse(new byte[0]))
                            .filter(known::offer)
                            .isPresent());
            known.endRound();
        }
    }

    private void judgeAll() {
        engine.derive("chains", """
                select row_number() over (order by chain_sha256) as place, chain_sha256
                from (select distinct chain_sha256 from probes where len(chain_sha256) > 0) as shown
                """);
        long count = engine.number(Query.of("select count(*) as n from chains"));
        ChainJudge judge = new ChainJudge(anchors, known, signatures);
        for (long from = 1; from <= count; from += PAGE) {
            Query page = Query.of(
                    "select chain_sha256 from chains where place between ? and ? order by place",
                    from,
                    from + PAGE - 1);
            judge(judge, engine.list(page, row -> row.texts("chain_sha256")));
        }
    }

    /** On all processors: nearly all the time goes into signatures, a millisecond for each on a curve. */
    private void judge(ChainJudge judge, List<List<String>> chains) {
        Map<String, Certificate> certificates = certificates(chains);
        List<List<String>> readable = chains.stream()
                .filter(chain -> certificates.containsKey(chain.get(0)))
                .toList();
        findings.putAll(readable.parallelStream()
                .collect(Collectors.toMap(chain -> chain, chain -> judge.judge(parsed(chain, certificates)))));
        for (List<String> chain : readable) {
            names.computeIfAbsent(chain.get(0), leaf -> certificates.get(leaf).names());
        }
    }

    private static List<Certificate> parsed(List<String> chain, Map<String, Certificate> certificates) {
        return chain.stream()
                .filter(certificates::containsKey)
                .map(certificates::get)
                .toList();
    }

    /** Those that can be parsed. */
    private Map<String, Certificate> certificates(List<List<String>> chains) {
        Set<String> wanted = new LinkedHashSet<>();
        chains.forEach(wanted::addAll);
        engine.load(
                "wanted", List.of("sha256"), () -> wanted.stream().map(List::of).iterator());
        Map<String, Certificate> certificates = new HashMap<>();
        Query query = Query.of("""
                select certificates.sha256, certificates.der
                from certificates
                join wanted on wanted.sha256 = certificates.sha256
                where certificates.parse_error is null
                """);
        engine.query(
                query,
                row -> Certificate.parse(
                                row.needText("sha256"), row.bytes("der").orElse(new byte[0]))
                        .ifPresent(certificate -> certificates.put(certificate.sha256(), certificate)));
        return certificates;
    }

    private void presentNames() {
        List<List<String>> rows = new ArrayList<>();
        names.forEach((leaf, named) -> named.dns().stream()
                .flatMap(name -> NameMatch.usable(name).stream())
                .distinct()
                .forEach(name -> rows.add(
                        name.startsWith("*.") ? List.of(leaf, "*", name.substring(2)) : List.of(leaf, name, "*"))));
        engine.load("presented_names", List.of("leaf_sha256", "name", "parent"), rows);
    }

    /** Of a chain of the campaign. */
    CertificateVerdict verdict(List<String> chain, String mxHost, Instant shownAt) {
        return Optional.ofNullable(findings.get(chain))
                .map(found -> CertificateVerdict.of(found, names.get(chain.get(0)), mxHost, shownAt))
                .orElse(CertificateVerdict.UNPARSABLE);
    }
}
