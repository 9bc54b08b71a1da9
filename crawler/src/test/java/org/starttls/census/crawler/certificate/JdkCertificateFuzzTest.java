package org.starttls.census.crawler.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

class JdkCertificateFuzzTest {
    /** Any bytes are a certificate, or are told why not. */
    @FuzzTest(maxDuration = "10m")
    void readsAnyBytesOrSaysWhyNot(byte[] bytes) {
        JdkCertificate.Reading reading = JdkCertificate.read(Der.of(bytes));

        reading.facts()
                .ifPresent(facts -> assertThat(facts.dnsNames()).hasSizeLessThanOrEqualTo(JdkCertificate.MAX_NAMES));
        reading.error().ifPresent(error -> assertThat(error).isNotEmpty());
    }
}
