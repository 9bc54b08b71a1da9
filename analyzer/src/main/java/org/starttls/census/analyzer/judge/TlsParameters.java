package org.starttls.census.analyzer.judge;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a handshake agreed on, by the names of the tables; empty where it is not known. What stands for a number of the
 * IANA's without a name is the number, as {@code 0x0c2a}.
 *
 * @param group of the key exchange; {@code dh_} and the bits of a prime that has no name
 * @param signatureScheme by which the server proved its key; not seen in TLS 1.3
 * @param leaf the certificate it showed
 */
public record TlsParameters(
        Optional<String> version,
        Optional<String> cipherSuite,
        Optional<String> group,
        Optional<String> signatureScheme,
        Optional<Leaf> leaf) {
    /**
     * The key of a certificate, and how it is signed.
     *
     * @param signatureAlgorithm the JDK's name, or an object identifier
     */
    public record Leaf(
            Optional<String> keyAlgorithm,
            OptionalInt keyBits,
            Optional<String> signatureAlgorithm,
            Truth isSelfSigned) {
        public Leaf {
            Objects.requireNonNull(keyAlgorithm);
            Objects.requireNonNull(keyBits);
            Objects.requireNonNull(signatureAlgorithm);
            Objects.requireNonNull(isSelfSigned);
        }
    }

    public TlsParameters {
        Objects.requireNonNull(version);
        Objects.requireNonNull(cipherSuite);
        Objects.requireNonNull(group);
        Objects.requireNonNull(signatureScheme);
        Objects.requireNonNull(leaf);
    }
}
