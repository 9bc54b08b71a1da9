package org.starttls.census.crawler.certificate;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What stands in a certificate. Text of the issuer's is as it stands there; it is escaped where it is stored.
 *
 * @param serial hexadecimal
 * @param keyBits absent where the algorithm has no size that we know
 * @param selfSigned whether subject and issuer are equal and the signature verifies by the certificate's own key; absent where
 *     that cannot be checked
 */
record CertificateFacts(
        String subject,
        String issuer,
        String serial,
        List<String> commonNames,
        List<String> dnsNames,
        Validity validity,
        String keyAlgorithm,
        Optional<Integer> keyBits,
        String signatureAlgorithm,
        Sha256 spki,
        Optional<Boolean> selfSigned) {
    /** First and last instant of validity. */
    record Validity(Instant notBefore, Instant notAfter) {
        Validity {
            Objects.requireNonNull(notBefore);
            Objects.requireNonNull(notAfter);
        }
    }

    CertificateFacts {
        Objects.requireNonNull(subject);
        Objects.requireNonNull(issuer);
        Objects.requireNonNull(serial);
        commonNames = List.copyOf(commonNames);
        dnsNames = List.copyOf(dnsNames);
        Objects.requireNonNull(validity);
        Objects.requireNonNull(keyAlgorithm);
        Objects.requireNonNull(keyBits);
        Objects.requireNonNull(signatureAlgorithm);
        Objects.requireNonNull(spki);
        Objects.requireNonNull(selfSigned);
    }
}
