package org.starttls.census.analyzer.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Each line of a table is a handshake: version, suite, group, scheme, key, bits, signature of the certificate. */
class TlsFindingsTest {
    private static final String GOOD =
            "TLSv1.2 TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 x25519 rsa_pss_rsae_sha256 RSA 2048 SHA256withRSA";

    private static TlsFindings judged(String handshake) {
        String[] facts = handshake.split(" ");
        return TlsFindings.of(new TlsParameters(
                fact(facts[0]),
                fact(facts[1]),
                fact(facts[2]),
                fact(facts[3]),
                facts.length == 4
                        ? Optional.empty()
                        : Optional.of(new TlsParameters.Leaf(
                                fact(facts[4]),
                                facts[5].equals("-") ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(facts[5])),
                                fact(facts[6]),
                                facts.length == 8 ? Truth.valueOf(facts[7]) : Truth.NO))));
    }

    private static Optional<String> fact(String text) {
        return text.equals("-") ? Optional.empty() : Optional.of(text);
    }

    /** The failing case of each rule; {@link #GOOD} is the passing case of every one. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            SSL_3, STATIC_RSA, RC4 | YES, NO | SSLv3 TLS_RSA_WITH_RC4_128_SHA - - RSA 2048 SHA256withRSA
            TLS_1_0 | YES, NO | TLSv1 TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA secp256r1 - RSA 2048 SHA256withRSA
            TLS_1_1 | YES, NO | TLSv1.1 TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA secp256r1 - RSA 2048 SHA256withRSA
            NULL_ENCRYPTION, STATIC_RSA | NO, NO | TLSv1.2 TLS_RSA_WITH_NULL_SHA256 - - RSA 2048 SHA256withRSA
            UNDER_112_BITS, STATIC_RSA | NO, NO | TLSv1.2 TLS_RSA_WITH_DES_CBC_SHA - - RSA 2048 SHA256withRSA
            UNDER_112_BITS, STATIC_RSA | NO, NO | TLSv1.2 TLS_RSA_EXPORT_WITH_DES40_CBC_SHA - - RSA 2048 SHA256withRSA
            UNDER_112_BITS, RC4, STATIC_RSA | NO, NO | TLSv1.2 TLS_RSA_EXPORT_WITH_RC4_40_MD5 - - RSA 2048 SHA256withRSA
            UNDER_128_BITS, STATIC_RSA | YES, YES | TLSv1.2 TLS_RSA_WITH_3DES_EDE_CBC_SHA - - RSA 2048 SHA256withRSA
            RC4 | YES, NO | TLSv1.2 TLS_ECDHE_RSA_WITH_RC4_128_SHA x25519 rsa_pkcs1_sha256 RSA 2048 SHA256withRSA
            ANONYMOUS | YES, NO | TLSv1.2 TLS_ECDH_anon_WITH_AES_128_CBC_SHA x25519 -
            STATIC_RSA | YES, YES | TLSv1.2 TLS_RSA_WITH_AES_128_GCM_SHA256 - - RSA 2048 SHA256withRSA
            STATIC_DH | YES, YES | TLSv1.2 TLS_ECDH_RSA_WITH_AES_128_GCM_SHA256 - - EC 256 SHA256withRSA
            FINITE_FIELD_DHE | YES, YES | TLSv1.2 TLS_DHE_RSA_WITH_AES_128_GCM_SHA256 ffdhe2048 rsa_pkcs1_sha256 RSA 2048 SHA256withRSA
            FINITE_FIELD_DHE, DH_UNDER_2048 | YES, NO | TLSv1.2 TLS_DHE_RSA_WITH_AES_128_GCM_SHA256 dh_1024 rsa_pkcs1_sha256 RSA 2048 SHA256withRSA
            FINITE_FIELD_DHE, DH_UNDER_2048, BREAKABLE_KEY_EXCHANGE | NO, NO | TLSv1.2 TLS_DHE_RSA_WITH_AES_128_GCM_SHA256 dh_1023 rsa_pkcs1_sha256 RSA 2048 SHA256withRSA
            CURVE_UNDER_224 | YES, NO | TLSv1.2 TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 secp192r1 rsa_pkcs1_sha256 RSA 2048 SHA256withRSA
            RSA_UNDER_2048 | YES, NO | TLSv1.2 TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 secp224r1 rsa_pkcs1_sha256 RSA 2047 SHA256withRSA
            RSA_UNDER_2048 | YES, NO | TLSv1.3 TLS_AES_128_GCM_SHA256 X25519MLKEM768 - RSA 512 SHA256withRSA
            STATIC_RSA, RSA_UNDER_2048, BREAKABLE_KEY_EXCHANGE | NO, NO | TLSv1.2 TLS_RSA_WITH_AES_128_GCM_SHA256 - - RSA 768 SHA256withRSA
            SHA_1_IN_HANDSHAKE | YES, NO | TLSv1.2 TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 x25519 rsa_pkcs1_sha1 RSA 2048 SHA256withRSA
            SHA_1_IN_HANDSHAKE | YES, NO | TLSv1.2 TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 x25519 0x0101 RSA 2048 SHA256withRSA
            SHA_1_IN_CERTIFICATE | YES, NO | TLSv1.3 TLS_AES_128_GCM_SHA256 x25519 - EC 256 SHA1withECDSA
            SHA_1_IN_CERTIFICATE | YES, NO | TLSv1.3 TLS_AES_128_GCM_SHA256 x25519 - RSA 2048 MD5withRSA
            """)
    void findsWeaknesses(String weaknesses, String meets, String handshake) {
        TlsFindings findings = judged(handshake);

        assertThat(findings.weaknesses())
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(weaknesses.split(", "))
                        .map(Weakness::valueOf)
                        .toList());
        assertThat(findings.meetsOpportunistic() + ", " + findings.meetsPolicyProtected())
                .isEqualTo(meets);
    }

    @ParameterizedTest
    @CsvSource({
        GOOD,
        "TLSv1.3 TLS_AES_128_GCM_SHA256 x25519 - EC 256 SHA384withECDSA",
        "TLSv1.3 TLS_CHACHA20_POLY1305_SHA256 X25519MLKEM768 - Ed25519 256 Ed25519",
        "TLSv1.2 TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA brainpoolP256r1 ecdsa_secp256r1_sha256 EC 256 SHA256withECDSA",
        "TLSv1.2 TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 secp224r1 0x0301 RSA 2048 SHA256withRSA",
        "TLSv1.3 TLS_AES_256_GCM_SHA384 secp521r1 - RSA 4096 SHA1withRSA YES"
    })
    void findsNothingWeak(String handshake) {
        assertThat(judged(handshake)).isEqualTo(new TlsFindings(List.of(), Truth.YES, Truth.YES));
    }

    @ParameterizedTest
    @EnumSource
    void hasAFailingAndAPassingCase(Weakness weakness) throws IOException, NoSuchMethodException {
        String cases = TlsFindingsTest.class
                .getDeclaredMethod("findsWeaknesses", String.class, String.class, String.class)
                .getAnnotation(CsvSource.class)
                .textBlock();

        assertThat(cases).containsPattern("(?m)^" + weakness.name() + "( |,)|, " + weakness.name() + "( |,)");
        assertThat(judged(GOOD).weaknesses()).doesNotContain(weakness);
    }

    @Test
    void figureNamesEveryWeaknessWithItsLevel() throws IOException {
        try (InputStream sql = TlsFindingsTest.class.getResourceAsStream("/sql/figures/t7_weaknesses.sql")) {
            String text = new String(sql.readAllBytes(), StandardCharsets.UTF_8);
            String kinds = Arrays.stream(Weakness.values())
                    .map(weakness -> "(" + (weakness.ordinal() + 1) + ", '" + weakness + "', '"
                            + weakness.level().name().replace('_', ' ') + "')")
                    .collect(Collectors.joining(", "));

            assertThat(text.replaceAll("\\s+", " ")).contains(kinds);
        }
    }

    /** Absent facts give no verdict rather than a good one. */
    @Nested
    class Unknown {
        @ParameterizedTest(name = "{0}: {1}")
        @CsvSource(delimiter = '|', textBlock = """
                no version | YES, UNKNOWN | - TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 x25519 rsa_pkcs1_sha256 RSA 2048 SHA256withRSA
                no suite | UNKNOWN, UNKNOWN | TLSv1.2 - - - RSA 2048 SHA256withRSA
                a suite without a name | UNKNOWN, UNKNOWN | TLSv1.2 0xc0ff x25519 rsa_pkcs1_sha256 RSA 2048 SHA256withRSA
                no group | UNKNOWN, UNKNOWN | TLSv1.3 TLS_AES_128_GCM_SHA256 - - RSA 2048 SHA256withRSA
                a group without a name | UNKNOWN, UNKNOWN | TLSv1.3 TLS_AES_128_GCM_SHA256 0xff01 - RSA 2048 SHA256withRSA
                no scheme | YES, UNKNOWN | TLSv1.2 TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 x25519 - RSA 2048 SHA256withRSA
                a scheme without a name | YES, UNKNOWN | TLSv1.2 TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 x25519 0x0a0a RSA 2048 SHA256withRSA
                no certificate | YES, UNKNOWN | TLSv1.3 TLS_AES_128_GCM_SHA256 x25519 -
                no certificate, and its key carries the secret | UNKNOWN, UNKNOWN | TLSv1.2 TLS_RSA_WITH_AES_128_GCM_SHA256 - -
                RSA of unknown size | YES, UNKNOWN | TLSv1.3 TLS_AES_128_GCM_SHA256 x25519 - RSA - SHA256withRSA
                no key | YES, UNKNOWN | TLSv1.3 TLS_AES_128_GCM_SHA256 x25519 - - - SHA256withRSA
                a hash that stands in parameters | YES, UNKNOWN | TLSv1.3 TLS_AES_128_GCM_SHA256 x25519 - RSA 2048 RSASSA-PSS
                SHA-1 of nobody knows whose key | YES, UNKNOWN | TLSv1.3 TLS_AES_128_GCM_SHA256 x25519 - RSA 2048 SHA1withRSA UNKNOWN
                """)
        void isNotGood(String what, String meets, String handshake) {
            TlsFindings findings = judged(handshake);

            assertThat(findings.weaknesses())
                    .as(what)
                    .allSatisfy(weakness -> assertThat(weakness.level()).isEqualTo(Weakness.Level.SHOULD_NOT));
            assertThat(findings.meetsOpportunistic() + ", " + findings.meetsPolicyProtected())
                    .isEqualTo(meets);
        }

        @Test
        void doesNotHideWhatIsForbidden() {
            TlsFindings findings = judged("TLSv1 - - -");

            assertThat(findings).isEqualTo(new TlsFindings(List.of(Weakness.TLS_1_0), Truth.UNKNOWN, Truth.NO));
        }
    }

    /** Clear text is the worse alternative: only what a listener can read is as bad. Source: RFC 9325 s5.2. */
    @Test
    void failsOpportunisticTlsOnlyForWhatAListenerReads() {
        assertThat(Arrays.stream(Weakness.values())
                        .filter(Weakness::isReadableByListener)
                        .collect(Collectors.toSet()))
                .isEqualTo(Set.of(Weakness.NULL_ENCRYPTION, Weakness.UNDER_112_BITS, Weakness.BREAKABLE_KEY_EXCHANGE));
    }
}
