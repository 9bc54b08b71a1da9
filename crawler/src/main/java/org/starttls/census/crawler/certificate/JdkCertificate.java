package org.starttls.census.crawler.certificate;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PublicKey;
import java.security.SignatureException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.DSAPublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.security.auth.x500.X500Principal;

/**
 * Reads certificates with the JDK's parser. Total: what cannot be read is told as text. The parser is of good nature but
 * not made for enemies, so that a runtime exception of it counts as a certificate that cannot be parsed.
 */
final class JdkCertificate {
    /** Bits of an RSA modulus. A signature of such a key costs about a millisecond to verify, of one of 16,384 ten. Chosen. */
    static final int MAX_RSA_BITS = 8_192;

    /** Bits of an RSA exponent. Ordinary ones have 17; the cost of a check grows with them. Chosen. */
    static final int MAX_RSA_EXPONENT_BITS = 64;

    /** DNS names kept of one certificate. Chosen: public authorities issue at most a few hundred. */
    static final int MAX_NAMES = 1_000;

    /** GeneralName, choice dNSName. Source: RFC 5280 s4.2.1.6. */
    private static final int DNS_NAME = 2;

    /** Either what stands in a certificate or why it cannot be read; exactly one is present. */
    record Reading(Optional<CertificateFacts> facts, Optional<String> error) {
        Reading {
            if (facts.isPresent() == error.isPresent()) {
                throw new IllegalArgumentException("facts or error");
            }
        }
    }

    private JdkCertificate() {}

    static Reading read(Der der) {
        try {
            X509Certificate certificate = parse(der);
            return new Reading(Optional.of(facts(certificate)), Optional.empty());
        } catch (CertificateException | RuntimeException e) {
            return new Reading(Optional.empty(), Optional.of(description(e)));
        }
    }

    private static X509Certificate parse(Der der) throws CertificateException {
        ByteArrayInputStream bytes = new ByteArrayInputStream(der.toByteArray());
        X509Certificate certificate =
                (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(bytes);
        if (bytes.available() > 0) {
            throw new CertificateParsingException("bytes behind the certificate");
        }
        return certificate;
    }

    private static CertificateFacts facts(X509Certificate certificate) throws CertificateParsingException {
        PublicKey key = certificate.getPublicKey();
        return new CertificateFacts(
                certificate.getSubjectX500Principal().getName(X500Principal.RFC2253),
                certificate.getIssuerX500Principal().getName(X500Principal.RFC2253),
                certificate.getSerialNumber().toString(16),
                commonNames(certificate.getSubjectX500Principal()),
                dnsNames(certificate),
                new CertificateFacts.Validity(
                        certificate.getNotBefore().toInstant(),
                        certificate.getNotAfter().toInstant()),
                key.getAlgorithm(),
                keyBits(key),
                certificate.getSigAlgName(),
                Sha256.of(key.getEncoded()),
                selfSigned(certificate, key));
    }

    private static List<String> commonNames(X500Principal subject) {
        try {
            List<String> names = new ArrayList<>();
            for (Rdn rdn : new LdapName(subject.getName(X500Principal.RFC2253)).getRdns()) {
                if (rdn.getType().equalsIgnoreCase("CN") && rdn.getValue() instanceof String name) {
                    names.add(name);
                }
            }
            return names;
        } catch (InvalidNameException e) {
            return List.of();
        }
    }

    private static List<String> dnsNames(X509Certificate certificate) throws CertificateParsingException {
        Collection<List<?>> all = certificate.getSubjectAlternativeNames();
        if (all == null) {
            return List.of();
        }
        return all.stream()
                .filter(name -> name.get(0).equals(DNS_NAME) && name.get(1) instanceof String)
                .map(name -> (String) name.get(1))
                .limit(MAX_NAMES)
                .toList();
    }

    private static Optional<Integer> keyBits(PublicKey key) {
        if (key instanceof RSAPublicKey rsa) {
            return Optional.of(rsa.getModulus().bitLength());
        }
        if (key instanceof ECPublicKey ec) {
            return Optional.of(ec.getParams().getCurve().getField().getFieldSize());
        }
        if (key instanceof DSAPublicKey dsa && dsa.getParams() != null) {
            return Optional.of(dsa.getParams().getP().bitLength());
        }
        if (key instanceof EdECPublicKey edwards) {
            return Optional.of(edwards.getParams().getName().equals("Ed448") ? 456 : 256);
        }
        return Optional.empty();
    }

    /** Unknown where names are equal but the signature cannot be checked, or only at a cost that a peer must not impose. */
    private static Optional<Boolean> selfSigned(X509Certificate certificate, PublicKey key) {
        if (!certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())) {
            return Optional.of(false);
        }
        if (key instanceof RSAPublicKey rsa && !isCheap(rsa.getModulus(), rsa.getPublicExponent())) {
            return Optional.empty();
        }
        try {
            certificate.verify(key);
            return Optional.of(true);
        } catch (SignatureException | InvalidKeyException e) {
            return Optional.of(false);
        } catch (GeneralSecurityException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static boolean isCheap(BigInteger modulus, BigInteger exponent) {
        return modulus.bitLength() <= MAX_RSA_BITS && exponent.bitLength() <= MAX_RSA_EXPONENT_BITS;
    }

    private static String description(Exception e) {
        return e.getMessage() == null
                ? e.getClass().getSimpleName()
                : e.getClass().getSimpleName() + ": " + e.getMessage();
    }
}
