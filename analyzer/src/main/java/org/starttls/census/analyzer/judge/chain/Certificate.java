package org.starttls.census.analyzer.judge.chain;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.security.auth.x500.X500Principal;

/**
 * A certificate with its fingerprint. Two are equal if their fingerprints are.
 *
 * @param sha256 of the DER form, lower-case hexadecimal
 */
public record Certificate(String sha256, X509Certificate x509) {
    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;

    public Certificate {
        Objects.requireNonNull(sha256);
        Objects.requireNonNull(x509);
    }

    /** Empty if the bytes are no X.509 certificate to the platform, or have something behind them. */
    public static Optional<Certificate> parse(String sha256, byte[] der) {
        try {
            ByteArrayInputStream in = new ByteArrayInputStream(der);
            X509Certificate x509 =
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
            // A key of an algorithm or curve unknown to the platform shows itself only when asked for.
            Objects.requireNonNull(x509.getPublicKey());
            return in.available() == 0 ? Optional.of(new Certificate(sha256, x509)) : Optional.empty();
        } catch (CertificateException | RuntimeException e) {
            return Optional.empty();
        }
    }

    X500Principal subject() {
        return x509.getSubjectX500Principal();
    }

    X500Principal issuer() {
        return x509.getIssuerX500Principal();
    }

    boolean isSelfIssued() {
        return subject().equals(issuer());
    }

    boolean isCa() {
        return x509.getBasicConstraints() >= 0;
    }

    Instant notBefore() {
        return x509.getNotBefore().toInstant();
    }

    Instant notAfter() {
        return x509.getNotAfter().toInstant();
    }

    /** As they stand there; none where they cannot be read. */
    public LeafNames names() {
        return new LeafNames(dnsNames(), commonNames());
    }

    private List<String> commonNames() {
        try {
            List<Rdn> relative = new LdapName(subject().getName()).getRdns();
            return IntStream.rangeClosed(1, relative.size())
                    .mapToObj(fromEnd -> relative.get(relative.size() - fromEnd))
                    .filter(rdn -> rdn.getType().equalsIgnoreCase("CN") && rdn.getValue() instanceof String)
                    .map(rdn -> (String) rdn.getValue())
                    .toList();
        } catch (InvalidNameException e) {
            return List.of();
        }
    }

    /** DNS names of subjectAltName as they stand there; none if the extension cannot be read. */
    public List<String> dnsNames() {
        return alternativeNames(DNS_NAME);
    }

    /** IP addresses of subjectAltName in the platform's text form. */
    List<String> ipAddresses() {
        return alternativeNames(IP_ADDRESS);
    }

    private List<String> alternativeNames(int type) {
        return alternativeNames().stream()
                .filter(name -> name.get(0).equals(type) && name.get(1) instanceof String)
                .map(name -> (String) name.get(1))
                .toList();
    }

    /** Whether subjectAltName has a name of that form, by the number of its tag. */
    boolean hasNameOfForm(int form) {
        return alternativeNames().stream().anyMatch(name -> name.get(0).equals(form));
    }

    private Collection<List<?>> alternativeNames() {
        try {
            Collection<List<?>> names = x509.getSubjectAlternativeNames();
            return names == null ? List.of() : names;
        } catch (CertificateParsingException e) {
            return List.of();
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Certificate certificate && certificate.sha256.equals(sha256);
    }

    @Override
    public int hashCode() {
        return sha256.hashCode();
    }
}
