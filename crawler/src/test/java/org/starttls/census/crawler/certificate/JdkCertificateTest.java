package org.starttls.census.crawler.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JdkCertificateTest {
    @Test
    void readsNamesKeyAndValidity() throws IOException {
        CertificateFacts facts = facts("self-rsa");

        assertThat(facts.subject()).isEqualTo("CN=self.example.org,O=Ex\\, ample,C=DE");
        assertThat(facts.commonNames()).containsExactly("self.example.org");
        assertThat(facts.dnsNames()).containsExactly("self.example.org", "alt.example.org");
        assertThat(facts.keyAlgorithm()).isEqualTo("RSA");
        assertThat(facts.keyBits()).contains(2048);
        assertThat(facts.signatureAlgorithm()).isEqualTo("SHA256withRSA");
        assertThat(facts.validity().notBefore()).isBefore(facts.validity().notAfter());
    }

    @Test
    void knowsItsOwnSignature() throws IOException {
        assertThat(facts("self-rsa").selfSigned()).contains(true);
        assertThat(facts("ca").selfSigned()).contains(true);
        assertThat(facts("self-ed25519").selfSigned()).contains(true);
        assertThat(facts("ec").selfSigned()).contains(false);
    }

    @Test
    void isNotSelfSignedWhenItsSignatureIsBroken() throws IOException {
        byte[] bytes = bytes("self-rsa");
        bytes[bytes.length - 1] ^= 1;

        JdkCertificate.Reading reading = JdkCertificate.read(Der.of(bytes));

        assertThat(reading.facts().orElseThrow().selfSigned()).contains(false);
    }

    @Test
    void knowsTheSizeOfEachKindOfKey() throws IOException {
        assertThat(facts("ec").keyBits()).contains(256);
        assertThat(facts("self-ed25519").keyBits()).contains(256);
        assertThat(facts("rsa").keyBits()).contains(2048);
    }

    @Test
    void saysWhyItCannotReadGarbage() {
        assertThat(JdkCertificate.read(Der.of(new byte[0])).error()).isPresent();
        assertThat(JdkCertificate.read(Der.of(new byte[] {0x30, 3, 1, 1, 1})).error())
                .isPresent();
    }

    @Test
    void refusesBytesBehindACertificate() throws IOException {
        byte[] bytes = bytes("ec");

        JdkCertificate.Reading reading = JdkCertificate.read(Der.of(Arrays.copyOf(bytes, bytes.length + 1)));

        assertThat(reading.error().orElseThrow()).contains("behind");
    }

    @Test
    void neverThrowsOnMutatedCertificates() throws IOException {
        Random random = new Random(5280);
        List<byte[]> originals = List.of(bytes("ec"), bytes("rsa"), bytes("self-rsa"), bytes("self-ed25519"));
        for (int round = 0; round < 5_000; round++) {
            byte[] bytes = originals.get(round % originals.size()).clone();
            for (int i = random.nextInt(5); i >= 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            Der der = Der.of(round % 7 == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes);

            JdkCertificate.Reading reading = JdkCertificate.read(der);

            assertThat(CertificateCodec.row(der, reading.facts(), reading.error())
                            .getSha256())
                    .isEqualTo(der.sha256().hex());
        }
    }

    private static CertificateFacts facts(String name) throws IOException {
        return JdkCertificate.read(Der.of(bytes(name))).facts().orElseThrow();
    }

    static byte[] bytes(String name) throws IOException {
        try (InputStream file = JdkCertificateTest.class.getResourceAsStream("/certificates/" + name + ".der")) {
            return file.readAllBytes();
        }
    }
}
