package org.starttls.census.crawler.probe.tls;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.starttls.census.crawler.certificate.Der;
import org.starttls.census.crawler.probe.dialogue.Tri;

/**
 * What a handshake showed, complete or not.
 *
 * @param engine TLS engine used: BoringSSL or JDK
 * @param negotiated what the peer chose, as far as it said
 * @param chain certificates in the order sent, the leaf first
 * @param ocspStaple OCSP response as sent
 * @param clientCertificateRequested UNKNOWN if the handshake ended before it could be asked, or where it is not visible
 */
public record TlsEvidence(
        String engine,
        Negotiated negotiated,
        List<Der> chain,
        Optional<Der> ocspStaple,
        Tri clientCertificateRequested) {
    /**
     * What the peer chose. All names are IANA's.
     *
     * @param version SSLv3, TLSv1, TLSv1.1, TLSv1.2 or TLSv1.3
     * @param group absent where the key exchange has none
     * @param signatureScheme by which the server proved its key; visible outside TLS 1.3 only
     */
    public record Negotiated(
            Optional<String> version,
            Optional<String> cipherSuite,
            Optional<String> group,
            Optional<String> signatureScheme) {
        public static final Negotiated NOTHING =
                new Negotiated(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

        public Negotiated {
            Objects.requireNonNull(version);
            Objects.requireNonNull(cipherSuite);
            Objects.requireNonNull(group);
            Objects.requireNonNull(signatureScheme);
        }
    }

    public TlsEvidence {
        Objects.requireNonNull(engine);
        Objects.requireNonNull(negotiated);
        chain = List.copyOf(chain);
        Objects.requireNonNull(ocspStaple);
        Objects.requireNonNull(clientCertificateRequested);
    }
}
