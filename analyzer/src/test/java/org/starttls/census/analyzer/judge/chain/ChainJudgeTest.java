package org.starttls.census.analyzer.judge.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.starttls.census.analyzer.judge.CertificateStatus.CONSTRAINT_VIOLATED;
import static org.starttls.census.analyzer.judge.CertificateStatus.EXPIRED;
import static org.starttls.census.analyzer.judge.CertificateStatus.INCOMPLETE_CHAIN;
import static org.starttls.census.analyzer.judge.CertificateStatus.NAME_MISMATCH;
import static org.starttls.census.analyzer.judge.CertificateStatus.NOT_YET_VALID;
import static org.starttls.census.analyzer.judge.CertificateStatus.SELF_SIGNED;
import static org.starttls.census.analyzer.judge.CertificateStatus.UNTRUSTED_ROOT;
import static org.starttls.census.analyzer.judge.CertificateStatus.VALID;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.starttls.census.analyzer.judge.CertificateStatus;
import org.starttls.census.analyzer.judge.ChainTrust;
import org.starttls.census.analyzer.judge.Rule;
import org.starttls.census.analyzer.judge.Truth;
import org.starttls.census.analyzer.judge.chain.Pki.Identity;
import org.starttls.census.analyzer.judge.chain.Pki.Plan;

class ChainJudgeTest {
    private static final String MX = "mx.example.org";

    private final Pki pki = new Pki();
    private final Identity root = pki.selfSigned(Pki.ca("root"));
    private final Identity intermediate = pki.issue(Pki.ca("intermediate"), root);
    private final Identity leaf = pki.issue(Pki.leaf(MX), intermediate);
    private final List<Certificate> seenElsewhere = new ArrayList<>();

    private CertificateVerdict judge(Identity... chain) {
        return judgeAt(Pki.NOW, chain);
    }

    private CertificateVerdict judgeAt(Instant instant, Identity... chain) {
        TrustAnchors anchors = new TrustAnchors(List.of(root.certificate()));
        Signatures signatures = new Signatures();
        KnownIntermediates known = new KnownIntermediates(anchors, signatures);
        boolean grew = true;
        while (grew) {
            grew = !seenElsewhere.stream().filter(known::offer).toList().isEmpty();
            known.endRound();
        }
        List<Certificate> certificates =
                Stream.of(chain).map(Identity::certificate).toList();
        ChainFindings findings = new ChainJudge(anchors, known, signatures).judge(certificates);
        return CertificateVerdict.of(findings, certificates.get(0).names(), MX, instant);
    }

    private List<CertificateStatus> reasons(Plan plan) {
        return judge(pki.issue(plan, intermediate), intermediate).reasons();
    }

    @Nested
    class Status {
        @Test
        void isValidWhenPathAndNameAreGood() {
            CertificateVerdict verdict = judge(leaf, intermediate);

            assertThat(verdict.trust()).isEqualTo(ChainTrust.TRUSTED);
            assertThat(verdict.reasons()).containsExactly(VALID);
        }

        @Test
        void asksForNoOrderAndForgivesStrangersAndTheRoot() {
            Identity stranger = pki.selfSigned(Pki.ca("stranger"));

            assertThat(judge(leaf, stranger, root, intermediate).reasons()).containsExactly(VALID);
        }

        @Test
        void isExpiredFromTheSecondAfterItsLast() {
            Instant last = leaf.certificate().notAfter();

            assertThat(judgeAt(last.plusMillis(999), leaf, intermediate).reasons())
                    .containsExactly(VALID);
            assertThat(judgeAt(last.plusSeconds(1), leaf, intermediate).reasons())
                    .containsExactly(EXPIRED);
            assertThat(judgeAt(last.plusSeconds(1), leaf, intermediate).trust()).isEqualTo(ChainTrust.UNTRUSTED);
        }

        /** RFC 5280 s6.1.1 leaves it open; OpenSSL and GnuTLS say the same. */
        @Test
        void isExpiredWhenTheTrustAnchorIsUnlessAnotherOfItsKeyIsNot() {
            Identity old = pki.selfSigned(Pki.ca("old root").until(Pki.NOW.minusSeconds(1)));
            Identity renewed = pki.selfSigned(Pki.ca("old root").with(old.keys()));
            Certificate certificate = pki.issue(Pki.leaf(MX), old).certificate();

            assertThat(judgeBy(List.of(old), certificate).reasons()).containsExactly(EXPIRED);
            assertThat(judgeBy(List.of(old, renewed), certificate).reasons()).isEmpty();
        }

        private ChainFindings.AtInstant judgeBy(List<Identity> roots, Certificate certificate) {
            TrustAnchors anchors =
                    new TrustAnchors(roots.stream().map(Identity::certificate).toList());
            Signatures signatures = new Signatures();
            return new ChainJudge(anchors, new KnownIntermediates(anchors, signatures), signatures)
                    .judge(List.of(certificate))
                    .at(Pki.NOW);
        }

        @Test
        void isExpiredWhenAnIntermediateIs() {
            Identity old = pki.issue(Pki.ca("old").until(Pki.NOW.minusSeconds(1)), root);

            assertThat(judge(pki.issue(Pki.leaf(MX), old), old).reasons()).containsExactly(EXPIRED);
        }

        @Test
        void isNotYetValidUntilItsFirstSecond() {
            Instant first = leaf.certificate().notBefore();

            assertThat(judgeAt(first, leaf, intermediate).reasons()).containsExactly(VALID);
            assertThat(judgeAt(first.minusMillis(1), leaf, intermediate).reasons())
                    .containsExactly(NOT_YET_VALID);
        }

        @Test
        void isSelfSignedByItsOwnKeyOnly() {
            Identity self = pki.selfSigned(Pki.leaf(MX));
            Identity sameName = pki.issue(Pki.leaf(MX), pki.selfSigned(Pki.ca(MX)));

            assertThat(judge(self).reasons()).containsExactly(SELF_SIGNED);
            assertThat(judge(sameName).reasons()).containsExactly(UNTRUSTED_ROOT);
        }

        @Test
        void isValidWhenTheLeafItselfIsTheAnchor() {
            assertThat(judge(root).reasons()).containsExactly(NAME_MISMATCH);
            assertThat(judge(root).trust()).isEqualTo(ChainTrust.TRUSTED);
        }

        @Test
        void hasAnUntrustedRootWhenNoPathLeadsToAnAnchor() {
            Identity other = pki.selfSigned(Pki.ca("other"));

            assertThat(judge(pki.issue(Pki.leaf(MX), other), other).reasons()).containsExactly(UNTRUSTED_ROOT);
            assertThat(judge(leaf).reasons()).containsExactly(UNTRUSTED_ROOT);
        }

        @Test
        void isIncompleteWhenAnIntermediateSeenElsewhereCompletesIt() {
            Identity lower = pki.issue(Pki.ca("lower"), intermediate);
            seenElsewhere.add(lower.certificate());
            seenElsewhere.add(intermediate.certificate());

            CertificateVerdict verdict = judge(pki.issue(Pki.leaf(MX), lower));

            assertThat(verdict.reasons()).containsExactly(INCOMPLETE_CHAIN);
            assertThat(verdict.trust()).isEqualTo(ChainTrust.UNTRUSTED);
            assertThat(verdict.trustWithKnown()).isEqualTo(ChainTrust.TRUSTED);
            assertThat(verdict.validAsSent()).isEqualTo(Truth.NO);
            assertThat(verdict.validWithKnown()).isEqualTo(Truth.YES);
        }

        @Test
        void isCompletedWhereTheIntermediateThatWasSentHasExpired() {
            Identity old = pki.issue(Pki.ca("renewed").until(Pki.NOW.minusSeconds(1)), root);
            seenElsewhere.add(
                    pki.issue(Pki.ca("renewed").with(old.keys()), root).certificate());

            CertificateVerdict verdict = judge(pki.issue(Pki.leaf(MX), old), old);

            assertThat(verdict.reasons()).containsExactly(EXPIRED, INCOMPLETE_CHAIN);
            assertThat(verdict.validAsSent()).isEqualTo(Truth.NO);
            assertThat(verdict.validWithKnown()).isEqualTo(Truth.YES);
        }

        @Test
        void isNotCompletedForAnotherName() {
            seenElsewhere.add(intermediate.certificate());

            CertificateVerdict verdict = judge(pki.issue(Pki.leaf("other.example"), intermediate));

            assertThat(verdict.reasons()).containsExactly(INCOMPLETE_CHAIN, NAME_MISMATCH);
            assertThat(verdict.trustWithKnown()).isEqualTo(ChainTrust.TRUSTED);
            assertThat(verdict.validWithKnown()).isEqualTo(Truth.NO);
        }

        @Test
        void learnsNoIntermediateThatLeadsNowhere() {
            Identity forged = pki.issue(Pki.ca("intermediate"), pki.selfSigned(Pki.ca("root")));
            seenElsewhere.add(forged.certificate());

            assertThat(judge(pki.issue(Pki.leaf(MX), forged)).reasons()).containsExactly(UNTRUSTED_ROOT);
        }

        @Test
        void mismatchesWhenOnlyTheCommonNameIsRight() {
            assertThat(reasons(Pki.plain(MX))).containsExactly(NAME_MISMATCH);
        }

        /** RFC 6125 s6.4.4: the common name only where there is no DNS name. */
        @Test
        void keepsWhatTheOlderRuleSaysOfTheCommonName() {
            CertificateVerdict commonOnly = judge(pki.issue(Pki.plain(MX), intermediate), intermediate);
            Plan otherDnsName = Pki.plain(MX)
                    .with(
                            Extension.subjectAlternativeName,
                            false,
                            new GeneralNames(new GeneralName(GeneralName.dNSName, "other.example")));
            CertificateVerdict both = judge(pki.issue(otherDnsName, intermediate), intermediate);

            assertThat(commonOnly.matchesMx()).isEqualTo(Truth.NO);
            assertThat(commonOnly.matchesMxWithCn()).isEqualTo(Truth.YES);
            assertThat(both.matchesMxWithCn()).isEqualTo(Truth.NO);
            assertThat(judge(leaf, intermediate).matchesMxWithCn()).isEqualTo(Truth.YES);
        }

        @Test
        void namesTheRulesThatAreBroken() {
            CertificateVerdict verdict = judge(
                    pki.issue(Pki.leaf(MX).with(Pki.keys("RSA", 1024)).signedWith("SHA1withECDSA"), intermediate),
                    intermediate);

            assertThat(verdict.broken()).containsExactly(Rule.WEAK_SIGNATURE, Rule.WEAK_KEY);
        }

        @Test
        void keepsEveryReasonInTheOrderOfPrecedence() {
            Identity self = pki.selfSigned(Pki.leaf("other.example")
                    .until(Pki.NOW.minusSeconds(1))
                    .signedWith("SHA256withRSA")
                    .with(Pki.keys("RSA", 1024)));

            assertThat(judge(self).reasons()).containsExactly(EXPIRED, SELF_SIGNED, CONSTRAINT_VIOLATED, NAME_MISMATCH);
            assertThat(judge(self).status()).isEqualTo(EXPIRED);
        }

        @Test
        void takesTheGoodOneOfTwoPaths() {
            Identity old = pki.issue(Pki.ca("twice").until(Pki.NOW.minusSeconds(1)), root);
            Identity current = pki.issue(Pki.ca("twice").with(old.keys()), root);

            assertThat(judge(pki.issue(Pki.leaf(MX), old), old, current).reasons())
                    .containsExactly(VALID);
        }
    }

    @Nested
    class Constraints {
        @Test
        void forbidAnIssuerThatIsNoCa() {
            Identity noCa = pki.issue(Pki.plain("no ca"), intermediate);

            assertThat(judge(pki.issue(Pki.leaf(MX), noCa), noCa, intermediate).reasons())
                    .containsExactly(CONSTRAINT_VIOLATED);
        }

        @Test
        void forbidAPathLongerThanTheCaPermits() {
            Identity last =
                    pki.issue(Pki.plain("last").with(Extension.basicConstraints, true, new BasicConstraints(0)), root);
            Identity tooMuch = pki.issue(Pki.ca("too much"), last);

            assertThat(judge(pki.issue(Pki.leaf(MX), last), last).reasons()).containsExactly(VALID);
            assertThat(judge(pki.issue(Pki.leaf(MX), tooMuch), tooMuch, last).reasons())
                    .containsExactly(CONSTRAINT_VIOLATED);
        }

        @Test
        void forbidACaWhoseKeyMayNotSignCertificates() {
            Identity ca = pki.issue(
                    Pki.ca("signs nothing").with(Extension.keyUsage, true, new KeyUsage(KeyUsage.cRLSign)), root);

            assertThat(judge(pki.issue(Pki.leaf(MX), ca), ca).reasons()).containsExactly(CONSTRAINT_VIOLATED);
        }

        @Test
        void forbidALeafWhoseKeyIsNotForTls() {
            assertThat(reasons(Pki.leaf(MX).with(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign))))
                    .containsExactly(CONSTRAINT_VIOLATED);
            assertThat(reasons(Pki.leaf(MX).with(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))))
                    .containsExactly(VALID);
        }

        @Test
        void forbidALeafThatIsNotForServers() {
            KeyPurposeId[] client = {KeyPurposeId.id_kp_clientAuth};
            KeyPurposeId[] both = {KeyPurposeId.id_kp_clientAuth, KeyPurposeId.id_kp_serverAuth};

            assertThat(reasons(Pki.leaf(MX).with(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(client))))
                    .containsExactly(CONSTRAINT_VIOLATED);
            assertThat(reasons(Pki.leaf(MX).with(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(both))))
                    .containsExactly(VALID);
        }

        @Test
        void forbidACriticalExtensionNobodyKnows() {
            ASN1ObjectIdentifier unknown = new ASN1ObjectIdentifier("1.3.6.1.4.1.99999.1");

            assertThat(reasons(Pki.leaf(MX).with(unknown, true, DERNull.INSTANCE)))
                    .containsExactly(CONSTRAINT_VIOLATED);
            assertThat(reasons(Pki.leaf(MX).with(unknown, false, DERNull.INSTANCE)))
                    .containsExactly(VALID);
        }

        @ParameterizedTest(name = "permitted {0}, excluded {1}: {2}")
        @CsvSource({
            "example.org,     ,               VALID",
            "mx.example.org,  ,               VALID",
            "ample.org,       ,               CONSTRAINT_VIOLATED",
            "example.com,     ,               CONSTRAINT_VIOLATED",
            ",                example.org,    CONSTRAINT_VIOLATED",
            ",                EXAMPLE.org,    CONSTRAINT_VIOLATED",
            ",                a.example.org,  VALID",
            "example.org,     mx.example.org, CONSTRAINT_VIOLATED"
        })
        void forbidDnsNamesOutsideTheirTrees(String permitted, String excluded, CertificateStatus expected) {
            assertThat(constrained(GeneralName.dNSName, permitted, excluded)).containsExactly(expected);
        }

        @Test
        void forbidSubjectsOutsideTheirDirectory() {
            assertThat(constrained(GeneralName.directoryName, "O=somebody else", null))
                    .containsExactly(CONSTRAINT_VIOLATED);
            assertThat(constrained(GeneralName.directoryName, "CN=" + MX, null)).containsExactly(VALID);
        }

        @Test
        void forbidAWildcardThatCoversAnExcludedName() {
            NameConstraints constraints =
                    new NameConstraints(null, subtrees(GeneralName.dNSName, "secret.example.org"));
            Identity ca = pki.issue(Pki.ca("constrained").with(Extension.nameConstraints, true, constraints), root);

            assertThat(judge(pki.issue(Pki.leaf("*.example.org"), ca), ca).reasons())
                    .containsExactly(CONSTRAINT_VIOLATED);
            assertThat(judge(pki.issue(Pki.leaf(MX), ca), ca).reasons()).containsExactly(VALID);
        }

        @Test
        void forbidEveryNameWhereTheyCannotBeRead() {
            assertThat(constrained(GeneralName.dNSName, null, "*.example.com")).containsExactly(CONSTRAINT_VIOLATED);
        }

        /** RFC 5280 s4.2.1.10: one of the two must be there, and a sequence of trees has one at least. */
        @Test
        void forbidEveryNameWhereTheyNameNoTree() {
            assertThat(constrainedBy(new DERSequence())).containsExactly(CONSTRAINT_VIOLATED);
            assertThat(constrainedBy(new DERSequence(new DERTaggedObject(false, 0, new DERSequence()))))
                    .containsExactly(CONSTRAINT_VIOLATED);
        }

        /** RFC 5280 s4.2.1.6, s4.2.1.10: what is no DNS name lies in no tree of them. */
        @Test
        void forbidWhatIsNoDnsNameInThePlaceOfOne() {
            NameConstraints constraints = new NameConstraints(subtrees(GeneralName.dNSName, "example.org"), null);
            Identity ca = pki.issue(Pki.ca("constrained").with(Extension.nameConstraints, true, constraints), root);
            GeneralName[] names = {
                new GeneralName(GeneralName.dNSName, MX), new GeneralName(GeneralName.dNSName, ".example.org")
            };
            Plan plan = Pki.plain(MX).with(Extension.subjectAlternativeName, false, new DERSequence(names));

            assertThat(judge(pki.issue(plan, ca), ca).reasons()).containsExactly(CONSTRAINT_VIOLATED);
            assertThat(reasons(plan)).containsExactly(VALID);
        }

        private List<CertificateStatus> constrainedBy(ASN1Encodable extension) {
            Identity ca = pki.issue(Pki.ca("constrained").with(Extension.nameConstraints, true, extension), root);
            return judge(pki.issue(Pki.leaf(MX), ca), ca).reasons();
        }

        @Test
        void ofATrustAnchorAreHeededToo() {
            NameConstraints constraints = new NameConstraints(subtrees(GeneralName.dNSName, "example.com"), null);
            Identity anchor = pki.selfSigned(Pki.ca("anchor").with(Extension.nameConstraints, true, constraints));
            TrustAnchors anchors = new TrustAnchors(List.of(anchor.certificate()));
            Signatures signatures = new Signatures();
            ChainJudge judge = new ChainJudge(anchors, new KnownIntermediates(anchors, signatures), signatures);
            Certificate certificate = pki.issue(Pki.leaf(MX), anchor).certificate();

            assertThat(judge.judge(List.of(certificate)).at(Pki.NOW).reasons()).containsExactly(CONSTRAINT_VIOLATED);
        }

        private List<CertificateStatus> constrained(int form, String permitted, String excluded) {
            NameConstraints constraints = new NameConstraints(subtrees(form, permitted), subtrees(form, excluded));
            Identity ca = pki.issue(Pki.ca("constrained").with(Extension.nameConstraints, true, constraints), root);
            return judge(pki.issue(Pki.leaf(MX), ca), ca).reasons();
        }

        private static GeneralSubtree[] subtrees(int form, String base) {
            if (base == null) {
                return null;
            }
            GeneralName name = form == GeneralName.directoryName
                    ? new GeneralName(new X500Name(base))
                    : new GeneralName(form, base);
            return new GeneralSubtree[] {new GeneralSubtree(name)};
        }
    }

    @Nested
    class Algorithms {
        @Test
        void areWeakBelowTheRootOnly() {
            assertThat(judge(pki.issue(Pki.leaf(MX).signedWith("SHA1withECDSA"), intermediate), intermediate)
                            .reasons())
                    .containsExactly(CONSTRAINT_VIOLATED);
        }

        @Test
        void forgiveAWeakSignatureOfTheRootItself() {
            Identity oldRoot = pki.selfSigned(Pki.ca("old root").signedWith("SHA1withECDSA"));
            TrustAnchors anchors = new TrustAnchors(List.of(oldRoot.certificate()));
            Signatures signatures = new Signatures();
            ChainJudge judge = new ChainJudge(anchors, new KnownIntermediates(anchors, signatures), signatures);
            Certificate certificate = pki.issue(Pki.leaf(MX), oldRoot).certificate();

            assertThat(judge.judge(List.of(certificate, oldRoot.certificate()))
                            .at(Pki.NOW)
                            .trust())
                    .isEqualTo(ChainTrust.TRUSTED);
        }

        @ParameterizedTest(name = "RSA {0}: {1}")
        @CsvSource({"1024, CONSTRAINT_VIOLATED", "2047, CONSTRAINT_VIOLATED", "2048, VALID"})
        void countTheBitsOfRsaKeys(int bits, CertificateStatus expected) {
            assertThat(reasons(Pki.leaf(MX).with(Pki.keys("RSA", bits)))).containsExactly(expected);
        }

        @ParameterizedTest(name = "{0}: {1}")
        @CsvSource({"secp192r1, CONSTRAINT_VIOLATED", "secp224r1, VALID", "secp256r1, VALID"})
        void countTheBitsOfCurves(String curve, CertificateStatus expected) {
            assertThat(reasons(Pki.leaf(MX).with(Pki.onCurve(curve)))).containsExactly(expected);
        }

        @Test
        void refuseDsaKeys() {
            assertThat(reasons(Pki.leaf(MX).with(Pki.keys("DSA", 2048)))).containsExactly(CONSTRAINT_VIOLATED);
        }

        @Test
        void readTheDigestOfRsaPss() {
            Identity rsa = pki.issue(Pki.ca("rsa").with(Pki.keys("RSA", 2048)), root);
            Plan plan = Pki.leaf(MX);

            assertThat(judge(pki.issue(plan.signedWith("SHA1withRSAandMGF1"), rsa), rsa)
                            .reasons())
                    .containsExactly(CONSTRAINT_VIOLATED);
            assertThat(judge(pki.issue(plan.signedWith("SHA256withRSAandMGF1"), rsa), rsa)
                            .reasons())
                    .containsExactly(VALID);
        }
    }

    @Nested
    class Search {
        @Test
        void climbsAsFarAsItsLimitAndNoFurther() {
            List<Identity> chain = chainOf(PathSearch.MAX_DEPTH);
            List<Identity> tooLong = chainOf(PathSearch.MAX_DEPTH + 1);

            assertThat(judge(chain.toArray(Identity[]::new)).reasons()).containsExactly(VALID);
            assertThat(judge(tooLong.toArray(Identity[]::new)).reasons()).containsExactly(UNTRUSTED_ROOT);
        }

        private List<Identity> chainOf(int certificates) {
            List<Identity> chain = new ArrayList<>();
            Identity above = root;
            for (int i = 1; i < certificates; i++) {
                above = pki.issue(Pki.ca("ca " + i), above);
                chain.add(0, above);
            }
            chain.add(0, pki.issue(Pki.leaf(MX), above));
            return chain;
        }

        @Test
        void isUndecidedAfterAHundredSignatures() {
            List<Identity> chain = new ArrayList<>();
            chain.add(pki.issue(Pki.leaf(MX), pki.selfSigned(Pki.ca("twin"))));
            for (int i = 0; i < PathSearch.MAX_CHECKS; i++) {
                chain.add(pki.selfSigned(Pki.ca("twin")));
            }

            assertThat(judge(chain.toArray(Identity[]::new)).trust()).isEqualTo(ChainTrust.UNKNOWN);
            assertThat(judge(chain.subList(0, PathSearch.MAX_CHECKS).toArray(Identity[]::new))
                            .trust())
                    .isEqualTo(ChainTrust.UNTRUSTED);
        }

        @Test
        void comesToAnEndWhereCasSignEachOther() {
            Identity a = pki.selfSigned(Pki.ca("a"));
            Identity b = pki.selfSigned(Pki.ca("b"));
            Identity aByB = pki.issue(Pki.ca("a").with(a.keys()), b);
            Identity bByA = pki.issue(Pki.ca("b").with(b.keys()), a);

            assertThat(judge(pki.issue(Pki.leaf(MX), a), aByB, bByA, a, b).reasons())
                    .containsExactly(UNTRUSTED_ROOT);
        }
    }
}
