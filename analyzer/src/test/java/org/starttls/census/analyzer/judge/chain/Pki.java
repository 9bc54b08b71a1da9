package org.starttls.census.analyzer.judge.chain;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Provider;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import java.util.function.UnaryOperator;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Certificates made for a test, one at a time, each wrong in the way that its test says. */
public final class Pki {
    /** When every certificate made here is valid, unless its test says otherwise. */
    public static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");

    /** A certificate and its key. */
    public record Identity(Certificate certificate, KeyPair keys) {}

    /** What a certificate is to be. */
    public record Plan(
            String subject,
            Instant notBefore,
            Instant notAfter,
            String signature,
            KeyPair keys,
            UnaryOperator<JcaX509v3CertificateBuilder> extensions) {
        public Plan from(Instant instant) {
            return new Plan(subject, instant, notAfter, signature, keys, extensions);
        }

        public Plan until(Instant instant) {
            return new Plan(subject, notBefore, instant, signature, keys, extensions);
        }

        public Plan signedWith(String algorithm) {
            return new Plan(subject, notBefore, notAfter, algorithm, keys, extensions);
        }

        public Plan with(KeyPair others) {
            return new Plan(subject, notBefore, notAfter, signature, others, extensions);
        }

        public Plan with(ASN1ObjectIdentifier extension, boolean critical, ASN1Encodable value) {
            return new Plan(subject, notBefore, notAfter, signature, keys, builder -> {
                try {
                    return extensions.apply(builder).addExtension(extension, critical, value) == null ? null : builder;
                } catch (CertIOException e) {
                    throw new IllegalStateException(e);
                }
            });
        }
    }

    private static final Provider BOUNCY = new BouncyCastleProvider();

    private int serial;

    public static Plan plain(String name) {
        return new Plan(
                "CN=" + name,
                NOW.minusSeconds(1_000_000),
                NOW.plusSeconds(1_000_000),
                "SHA256withECDSA",
                ec(),
                UnaryOperator.identity());
    }

    public static Plan ca(String name) {
        return plain(name).with(Extension.basicConstraints, true, new BasicConstraints(true));
    }

    public static Plan leaf(String dnsName) {
        return plain(dnsName)
                .with(
                        Extension.subjectAlternativeName,
                        false,
                        new GeneralNames(new GeneralName(GeneralName.dNSName, dnsName)));
    }

    public static KeyPair ec() {
        return onCurve("secp256r1");
    }

    /** Also on curves that no JDK makes keys for any more. */
    public static KeyPair onCurve(String curve) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", BOUNCY);
            generator.initialize(new ECGenParameterSpec(curve));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public static KeyPair keys(String algorithm, int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public Identity selfSigned(Plan plan) {
        return issue(plan, plan.subject(), plan.keys());
    }

    public Identity issue(Plan plan, Identity issuer) {
        return issue(plan, issuer.certificate().x509().getSubjectX500Principal().getName(), issuer.keys());
    }

    private Identity issue(Plan plan, String issuer, KeyPair signer) {
        try {
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    new X500Name(issuer),
                    BigInteger.valueOf(++serial),
                    Date.from(plan.notBefore()),
                    Date.from(plan.notAfter()),
                    new X500Name(plan.subject()),
                    plan.keys().getPublic());
            X509Certificate x509 = new JcaX509CertificateConverter()
                    .getCertificate(plan.extensions()
                            .apply(builder)
                            .build(new JcaContentSignerBuilder(plan.signature())
                                    .setProvider(BOUNCY)
                                    .build(signer.getPrivate())));
            byte[] der = x509.getEncoded();
            String sha256 = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(der));
            return new Identity(Certificate.parse(sha256, der).orElseThrow(), plan.keys());
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }
}
