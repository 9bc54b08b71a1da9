package org.starttls.census.analyzer.judge.chain;

import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.security.spec.PSSParameterSpec;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.starttls.census.analyzer.judge.Rule;

/**
 * What forbids a path whatever the time. Of the trust anchor its key is judged, and its name constraints are heeded (RFC
 * 5937 s2); what else its certificate says of itself is for those who chose it.
 *
 * <p>Not checked: revocation, and certificate policies beyond any-policy, which no mail sender asks for.
 */
final class PathRules {
    /** Bits. Source: RFC 9325 s4.5. */
    private static final int MIN_RSA_BITS = 2048;

    /** Bits. Said there of key exchange; a curve is not stronger when it signs. Source: RFC 9325 s4.5. */
    private static final int MIN_CURVE_BITS = 224;

    private static final int DIGITAL_SIGNATURE = 0;
    private static final int KEY_ENCIPHERMENT = 2;
    private static final int KEY_AGREEMENT = 4;
    private static final int KEY_CERT_SIGN = 5;
    private static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1";
    private static final String ANY_USAGE = "2.5.29.37.0";
    private static final String NAME_CONSTRAINTS = "2.5.29.30";

    /** Key usage, names, basic constraints, name constraints, policies, extended key usage. */
    private static final Set<String> UNDERSTOOD = Set.of(
            "2.5.29.15",
            "2.5.29.17",
            "2.5.29.18",
            "2.5.29.19",
            NAME_CONSTRAINTS,
            "2.5.29.32",
            "2.5.29.33",
            "2.5.29.36",
            "2.5.29.37",
            "2.5.29.54");

    private final List<Certificate> path;
    private final Set<Rule> broken = EnumSet.noneOf(Rule.class);

    private PathRules(List<Certificate> path) {
        this.path = path;
    }

    static List<Rule> broken(List<Certificate> path, List<Certificate> above) {
        PathRules rules = new PathRules(path);
        Stream.concat(path.stream(), above.stream()).forEach(rules::checkKey);
        for (int place = 0; place < path.size(); place++) {
            rules.check(place);
        }
        above.forEach(anchor -> rules.checkNames(anchor, path));
        return new ArrayList<>(rules.broken);
    }

    private void check(int place) {
        Certificate certificate = path.get(place);
        X509Certificate x509 = certificate.x509();
        require(UNDERSTOOD.containsAll(critical(x509)), Rule.UNKNOWN_CRITICAL_EXTENSION);
        require(isForServers(x509), Rule.NOT_FOR_SERVERS);
        boolean isOwnSignature = path.size() == 1 && certificate.isSelfIssued();
        require(isOwnSignature || !isWeak(signatureAlgorithm(x509)), Rule.WEAK_SIGNATURE);
        boolean[] usage = x509.getKeyUsage();
        if (place == 0) {
            require(
                    usage == null || usage[DIGITAL_SIGNATURE] || usage[KEY_ENCIPHERMENT] || usage[KEY_AGREEMENT],
                    Rule.KEY_USAGE_NOT_FOR_TLS);
            return;
        }
        require(certificate.isCa(), Rule.CA_REQUIRED);
        require(usage == null || usage[KEY_CERT_SIGN], Rule.SIGNING_NOT_PERMITTED);
        long below = path.subList(1, place).stream()
                .filter(intermediate -> !intermediate.isSelfIssued())
                .count();
        require(!certificate.isCa() || below <= x509.getBasicConstraints(), Rule.PATH_TOO_LONG);
        checkNames(certificate, path.subList(0, place));
    }

    private void checkNames(Certificate ca, List<Certificate> below) {
        byte[] extension = ca.x509().getExtensionValue(NAME_CONSTRAINTS);
        if (extension != null) {
            require(NameConstraints.parse(extension).permit(below), Rule.NAME_FORBIDDEN);
        }
    }

    private void require(boolean holds, Rule rule) {
        if (!holds) {
            broken.add(rule);
        }
    }

    private static Set<String> critical(X509Certificate x509) {
        Set<String> critical = x509.getCriticalExtensionOIDs();
        return critical == null ? Set.of() : critical;
    }

    private static boolean isForServers(X509Certificate x509) {
        try {
            List<String> usages = x509.getExtendedKeyUsage();
            return usages == null || usages.contains(SERVER_AUTH) || usages.contains(ANY_USAGE);
        } catch (CertificateParsingException e) {
            return false;
        }
    }

    private void checkKey(Certificate certificate) {
        PublicKey key = certificate.x509().getPublicKey();
        boolean isShort = key instanceof RSAKey rsa && rsa.getModulus().bitLength() < MIN_RSA_BITS;
        boolean isSmall =
                key instanceof ECKey curve && curve.getParams().getOrder().bitLength() < MIN_CURVE_BITS;
        require(!isShort && !isSmall && !key.getAlgorithm().equals("DSA"), Rule.WEAK_KEY);
    }

    private static String signatureAlgorithm(X509Certificate x509) {
        String name = x509.getSigAlgName().toUpperCase(Locale.ROOT);
        return name.contains("PSS") ? pssDigest(x509.getSigAlgParams()) + "WITHPSS" : name;
    }

    /** Without parameters the digest is SHA-1. Source: RFC 4055 s3.1. */
    private static String pssDigest(byte[] parameters) {
        if (parameters == null) {
            return "SHA1";
        }
        try {
            AlgorithmParameters pss = AlgorithmParameters.getInstance("RSASSA-PSS");
            pss.init(parameters);
            return pss.getParameterSpec(PSSParameterSpec.class)
                    .getDigestAlgorithm()
                    .toUpperCase(Locale.ROOT);
        } catch (GeneralSecurityException | IOException e) {
            return "SHA1";
        }
    }

    private static boolean isWeak(String algorithm) {
        return algorithm.matches("(MD[245]|SHA-?1)WITH.*");
    }
}
