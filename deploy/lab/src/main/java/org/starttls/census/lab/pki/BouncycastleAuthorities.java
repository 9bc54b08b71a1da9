package org.starttls.census.lab.pki;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.starttls.census.lab.plan.KeyKind;

/**
 * The authorities of the lab, and every chain they sign. An identity is made when first asked for and kept; any thread
 * may ask.
 *
 * <p>Dates follow the clock at the start, because a client judges by its own.
 */
public final class BouncycastleAuthorities {
    /** Octets of a common name. Source: RFC 5280 A.1. */
    private static final int MAX_COMMON_NAME = 64;

    /** Certificates behind the leaf of a chain that is too long. */
    private static final int LONG_CHAIN = 100;

    private static final Duration CA_AGE = Duration.ofDays(2_000);
    private static final Duration CA_LIFE = Duration.ofDays(6_000);
    private static final Duration LEAF_AGE = Duration.ofDays(20);
    private static final Duration LEAF_LIFE = Duration.ofDays(90);

    /** A key with the certificate that names it. */
    private record Authority(KeyPair keys, X509Certificate certificate) {}

    private record Validity(Instant from, Instant to) {}

    private record Subject(X500Name name, List<String> dnsNames) {}

    private final Instant now;
    private final AtomicLong serial = new AtomicLong(0x1000);
    private final Map<KeyKind, Authority> roots;
    private final Map<KeyKind, Authority> intermediates;
    private final Authority unknownRoot;
    private final Authority unknownIntermediate;
    private final Map<KeyKind, KeyPair> leafKeys;
    private final Map<IdentityPlan, ServerIdentity> identities = new ConcurrentHashMap<>();

    public BouncycastleAuthorities(Instant now) {
        this.now = now;
        this.roots = Map.of(
                KeyKind.ECDSA, root(KeyKind.ECDSA, "Lab Trust ECC Root"),
                KeyKind.RSA, root(KeyKind.RSA, "Lab Trust RSA Root"));
        this.intermediates = Map.of(
                KeyKind.ECDSA, intermediate(roots.get(KeyKind.ECDSA), KeyKind.ECDSA, "Lab Trust Issuing E1"),
                KeyKind.RSA, intermediate(roots.get(KeyKind.RSA), KeyKind.RSA, "Lab Trust Issuing R1"));
        this.unknownRoot = root(KeyKind.ECDSA, "House-made Root");
        this.unknownIntermediate = intermediate(unknownRoot, KeyKind.ECDSA, "House-made Issuing");
        this.leafKeys = Map.of(KeyKind.ECDSA, keys(KeyKind.ECDSA), KeyKind.RSA, keys(KeyKind.RSA));
    }

    /** The roots that a client must trust, as PEM. Source: RFC 7468 s5. */
    public String trustStore() {
        StringBuilder pem = new StringBuilder();
        Base64.Encoder base64 = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
        for (KeyKind kind : KeyKind.values()) {
            try {
                pem.append("-----BEGIN CERTIFICATE-----\n")
                        .append(base64.encodeToString(
                                roots.get(kind).certificate().getEncoded()))
                        .append("\n-----END CERTIFICATE-----\n");
            } catch (CertificateException e) {
                throw new IllegalStateException(e);
            }
        }
        return pem.toString();
    }

    public ServerIdentity identity(IdentityPlan plan) {
        return identities.computeIfAbsent(plan, this::make);
    }

    private ServerIdentity make(IdentityPlan plan) {
        KeyPair keys = leafKeys.get(plan.key());
        Authority issuer = intermediates.get(plan.key());
        Subject subject = subject(plan.names(), plan.names());
        Validity current = since(LEAF_AGE, LEAF_LIFE);
        return switch (plan.certificate()) {
            case GOOD, WILDCARD, WRONG_NAME, MANY_NAMES -> issued(keys, issuer, subject, current);
            case EXPIRED -> issued(keys, issuer, subject, since(Duration.ofDays(130), LEAF_LIFE));
            case NOT_YET_VALID -> issued(keys, issuer, subject, since(Duration.ofDays(-40), LEAF_LIFE));
            case NAME_IN_SUBJECT_ONLY -> issued(keys, issuer, subject(plan.names(), List.of()), current);
            case UNKNOWN_ROOT -> issued(keys, unknownIntermediate, subject, current);
            case LONG_CHAIN -> issuedFarBelow(issuer, keys, subject, current);
            case MISSING_INTERMEDIATE ->
                new ServerIdentity(
                        keys.getPrivate(),
                        issued(keys, issuer, subject, current).chain().subList(0, 1));
            case SELF_SIGNED, SELF_SIGNED_DEFAULT -> selfSigned(keys, subject, since(CA_AGE, CA_LIFE));
            case SELF_SIGNED_EXPIRED -> selfSigned(keys, subject, since(CA_AGE, Duration.ofDays(365)));
        };
    }

    private ServerIdentity issued(KeyPair keys, Authority issuer, Subject subject, Validity validity) {
        X509Certificate leaf = leaf(keys, issuer.certificate(), issuer.keys(), subject, validity);
        return new ServerIdentity(keys.getPrivate(), List.of(leaf, issuer.certificate()));
    }

    /** Each authority is signed by the one behind it. */
    private ServerIdentity issuedFarBelow(Authority top, KeyPair keys, Subject subject, Validity validity) {
        List<X509Certificate> chain = new ArrayList<>(List.of(top.certificate()));
        Authority last = top;
        for (int i = 2; i <= LONG_CHAIN; i++) {
            last = intermediate(last, KeyKind.ECDSA, "Lab Trust Issuing no. " + i);
            chain.add(0, last.certificate());
        }
        chain.add(0, leaf(keys, last.certificate(), last.keys(), subject, validity));
        return new ServerIdentity(keys.getPrivate(), chain);
    }

    private ServerIdentity selfSigned(KeyPair keys, Subject subject, Validity validity) {
        JcaX509v3CertificateBuilder builder = builder(subject.name(), keys, subject.name(), validity);
        return new ServerIdentity(keys.getPrivate(), List.of(signedLeaf(builder, subject, keys, keys)));
    }

    private X509Certificate leaf(
            KeyPair keys, X509Certificate issuer, KeyPair issuerKeys, Subject subject, Validity validity) {
        X500Name issuerName =
                X500Name.getInstance(issuer.getSubjectX500Principal().getEncoded());
        return signedLeaf(builder(subject.name(), keys, issuerName, validity), subject, keys, issuerKeys);
    }

    private X509Certificate signedLeaf(
            JcaX509v3CertificateBuilder builder, Subject subject, KeyPair keys, KeyPair issuerKeys) {
        try {
            JcaX509ExtensionUtils identifiers = new JcaX509ExtensionUtils();
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                    .addExtension(
                            Extension.keyUsage,
                            true,
                            new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyEncipherment))
                    .addExtension(
                            Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
                    .addExtension(
                            Extension.authorityKeyIdentifier,
                            false,
                            identifiers.createAuthorityKeyIdentifier(issuerKeys.getPublic()))
                    .addExtension(
                            Extension.subjectKeyIdentifier,
                            false,
                            identifiers.createSubjectKeyIdentifier(keys.getPublic()));
            if (!subject.dnsNames().isEmpty()) {
                GeneralName[] names = subject.dnsNames().stream()
                        .map(name -> new GeneralName(GeneralName.dNSName, name))
                        .toArray(GeneralName[]::new);
                builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
            }
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        return sign(builder, issuerKeys);
    }

    private Authority root(KeyKind kind, String name) {
        KeyPair keys = keys(kind);
        X500Name subject = authorityName(name);
        return new Authority(keys, authority(subject, keys, subject, keys));
    }

    private Authority intermediate(Authority issuer, KeyKind kind, String name) {
        KeyPair keys = keys(kind);
        X500Name issuerName = X500Name.getInstance(
                issuer.certificate().getSubjectX500Principal().getEncoded());
        return new Authority(keys, authority(authorityName(name), keys, issuerName, issuer.keys()));
    }

    private X509Certificate authority(X500Name subject, KeyPair keys, X500Name issuer, KeyPair issuerKeys) {
        JcaX509v3CertificateBuilder builder = builder(subject, keys, issuer, since(CA_AGE, CA_LIFE));
        try {
            JcaX509ExtensionUtils identifiers = new JcaX509ExtensionUtils();
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign))
                    .addExtension(
                            Extension.authorityKeyIdentifier,
                            false,
                            identifiers.createAuthorityKeyIdentifier(issuerKeys.getPublic()))
                    .addExtension(
                            Extension.subjectKeyIdentifier,
                            false,
                            identifiers.createSubjectKeyIdentifier(keys.getPublic()));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        return sign(builder, issuerKeys);
    }

    private JcaX509v3CertificateBuilder builder(X500Name subject, KeyPair keys, X500Name issuer, Validity validity) {
        return new JcaX509v3CertificateBuilder(
                issuer,
                BigInteger.valueOf(serial.incrementAndGet()),
                Date.from(validity.from()),
                Date.from(validity.to()),
                subject,
                keys.getPublic());
    }

    private static X509Certificate sign(JcaX509v3CertificateBuilder builder, KeyPair issuerKeys) {
        String algorithm = issuerKeys.getPrivate().getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
        try {
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder(algorithm).build(issuerKeys.getPrivate())));
        } catch (OperatorCreationException | CertificateException e) {
            throw new IllegalStateException(e);
        }
    }

    private Validity since(Duration age, Duration life) {
        Instant from = now.minus(age);
        return new Validity(from, from.plus(life));
    }

    private static Subject subject(List<String> names, List<String> dnsNames) {
        String common = names.get(0);
        X500NameBuilder name = new X500NameBuilder(BCStyle.INSTANCE);
        if (common.length() <= MAX_COMMON_NAME) {
            name.addRDN(BCStyle.CN, common);
        } else {
            name.addRDN(BCStyle.O, "A name too long for a subject");
        }
        return new Subject(name.build(), dnsNames);
    }

    private static X500Name authorityName(String name) {
        return new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.O, "STARTTLS Census lab")
                .addRDN(BCStyle.CN, name)
                .build();
    }

    private static KeyPair keys(KeyKind kind) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(kind == KeyKind.RSA ? "RSA" : "EC");
            if (kind == KeyKind.RSA) {
                generator.initialize(2048);
            } else {
                generator.initialize(new ECGenParameterSpec("secp256r1"));
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
