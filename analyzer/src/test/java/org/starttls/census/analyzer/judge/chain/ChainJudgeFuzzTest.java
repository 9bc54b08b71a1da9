package org.starttls.census.analyzer.judge.chain;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;

class ChainJudgeFuzzTest {
    private static ChainJudge judge;
    private static Certificate intermediate;

    @BeforeAll
    static void makeAnchors() {
        Pki pki = new Pki();
        Pki.Identity root = pki.selfSigned(Pki.ca("Root"));
        intermediate = pki.issue(Pki.ca("Issuing"), root).certificate();
        TrustAnchors anchors = new TrustAnchors(List.of(root.certificate()));
        Signatures signatures = new Signatures();
        judge = new ChainJudge(anchors, new KnownIntermediates(anchors, signatures), signatures);
    }

    /** Any bytes are no certificate, or one that is judged within the limits of a search. */
    @FuzzTest(maxDuration = "10m")
    void judgesWhateverCanBeParsed(byte[] bytes) {
        Optional<Certificate> parsed = Certificate.parse("00", bytes);
        if (parsed.isPresent()) {
            Certificate leaf = parsed.get();
            ChainFindings findings = judge.judge(List.of(leaf, intermediate, leaf));

            assertThat(findings.effort().checks()).isLessThanOrEqualTo(2 * (PathSearch.MAX_CHECKS + 1));
            assertThat(CertificateVerdict.of(findings, leaf.names(), "mx.example.org", Pki.NOW)
                            .reasons())
                    .isNotEmpty();
        }
    }

    /** Any bytes are name constraints that permit or forbid; what cannot be read forbids. */
    @FuzzTest(maxDuration = "10m")
    void readsAnyNameConstraints(byte[] bytes) {
        assertThat(NameConstraints.parse(bytes)).isNotNull();
    }
}
