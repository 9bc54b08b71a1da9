package org.starttls.census.lab.pki;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.starttls.census.lab.plan.CertificatePlan;
import org.starttls.census.lab.plan.KeyKind;

class BouncycastleAuthoritiesTest {
    private static final BouncycastleAuthorities AUTHORITIES = new BouncycastleAuthorities(Instant.now());

    @ParameterizedTest
    @EnumSource(CertificatePlan.class)
    void showsChainsThatAreTrustedExactlyWherePlanted(CertificatePlan plan) throws GeneralSecurityException {
        for (KeyKind key : KeyKind.values()) {
            ServerIdentity identity = AUTHORITIES.identity(new IdentityPlan(plan, key, List.of("mail.host.example")));

            assertThat(isTrusted(identity.chain())).isEqualTo(plan.isTrusted());
            assertThat(identity.chain().get(0).getPublicKey().getAlgorithm())
                    .isEqualTo(key == KeyKind.RSA ? "RSA" : "EC");
        }
    }

    @ParameterizedTest
    @EnumSource(KeyKind.class)
    void showsTheMissingIntermediateElsewhere(KeyKind key) throws GeneralSecurityException {
        List<String> names = List.of("mail.host.example");
        X509Certificate alone = AUTHORITIES
                .identity(new IdentityPlan(CertificatePlan.MISSING_INTERMEDIATE, key, names))
                .chain()
                .get(0);
        X509Certificate intermediate = AUTHORITIES
                .identity(new IdentityPlan(CertificatePlan.GOOD, key, names))
                .chain()
                .get(1);

        assertThat(isTrusted(List.of(alone, intermediate))).isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            value = CertificatePlan.class,
            names = {"SELF_SIGNED", "SELF_SIGNED_DEFAULT", "SELF_SIGNED_EXPIRED"})
    void signsBySelfWherePlanted(CertificatePlan plan) throws GeneralSecurityException {
        List<X509Certificate> chain = AUTHORITIES
                .identity(new IdentityPlan(plan, KeyKind.ECDSA, List.of("mail.host.example")))
                .chain();

        assertThat(chain).hasSize(1);
        chain.get(0).verify(chain.get(0).getPublicKey());
    }

    private static boolean isTrusted(List<X509Certificate> chain) throws GeneralSecurityException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        Set<TrustAnchor> anchors = factory
                .generateCertificates(
                        new ByteArrayInputStream(AUTHORITIES.trustStore().getBytes(StandardCharsets.US_ASCII)))
                .stream()
                .map(certificate -> new TrustAnchor((X509Certificate) certificate, null))
                .collect(Collectors.toSet());
        PKIXParameters parameters = new PKIXParameters(anchors);
        parameters.setRevocationEnabled(false);
        try {
            return CertPathValidator.getInstance("PKIX").validate(factory.generateCertPath(chain), parameters) != null;
        } catch (CertPathValidatorException e) {
            return false;
        }
    }
}
