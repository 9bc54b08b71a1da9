package org.starttls.census.analyzer.judge;

import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parameters of a TLS session against RFC 8996 and 9325, in two profiles.
 *
 * <p>Where a policy makes senders insist on TLS, RFC 9325 applies as it stands: what it forbids fails. Where TLS is
 * opportunistic it "might be too strict", for the alternative is clear text (s5.2): only what lets a listener read along
 * fails, and the rest is reported all the same. What an RFC advises against fails in neither.
 *
 * @param weaknesses in the order of their enum
 * @param meetsOpportunistic UNKNOWN if a parameter that decides it is not known
 * @param meetsPolicyProtected the same
 */
public record TlsFindings(List<Weakness> weaknesses, Truth meetsOpportunistic, Truth meetsPolicyProtected) {
    /** Bits. Source: RFC 9325 s4.5. */
    private static final int MIN_DH_BITS = 2048;

    /** Bits. Source: RFC 9325 s4.5. */
    private static final int MIN_CURVE_BITS = 224;

    /** Bits. Source: RFC 9325 s4.5. */
    private static final int MIN_RSA_BITS = 2048;

    /** Bits. 512 have been broken by the thousand, 768 by academics. Source: Adrian et al., CCS 2015 s4. */
    private static final int MIN_UNBROKEN_BITS = 1024;

    private static final Pattern CURVE = Pattern.compile("(?:sec[pt]|brainpoolP)(\\d{3})[a-z]\\d.*");
    private static final Pattern FINITE_FIELD = Pattern.compile("(?:ffdhe|dh_)(\\d{1,6})");

    /** Groups whose name is not the size of a curve, all beyond reproach. */
    private static final Pattern MODERN_GROUP = Pattern.compile("x25519|x448|(X25519|SecP\\d+r1)?MLKEM\\d+");

    /** Hash and signature algorithm of TLS 1.2 that TLS 1.3 has no name for. Source: RFC 5246 s7.4.1.4.1. */
    private static final Pattern OLD_SCHEME = Pattern.compile("0x0([1-6])0[1-3]");

    private static final Pattern WEAK_CERTIFICATE_HASH = Pattern.compile("(?i)(MD[245]|SHA-?1)with.*");
    private static final Pattern GOOD_CERTIFICATE_HASH = Pattern.compile("(?i)SHA-?(224|256|384|512|3-).*|Ed.*");

    public TlsFindings {
        weaknesses = List.copyOf(weaknesses);
        Objects.requireNonNull(meetsOpportunistic);
        Objects.requireNonNull(meetsPolicyProtected);
    }

    public static TlsFindings of(TlsParameters parameters) {
        return new Reading(parameters).findings();
    }

    /** One look at the parameters, collecting what is found and what is not known. */
    private static final class Reading {
        private final TlsParameters parameters;
        private final Set<Weakness> found = EnumSet.noneOf(Weakness.class);
        private boolean isSecrecyKnown = true;
        private boolean isAllKnown = true;

        Reading(TlsParameters parameters) {
            this.parameters = parameters;
        }

        TlsFindings findings() {
            version(parameters.version().orElse(""));
            Optional<Suite> suite = parameters.cipherSuite().flatMap(Suite::of);
            if (suite.isEmpty()) {
                isSecrecyKnown = false;
                isAllKnown = false;
            }
            suite.ifPresent(this::suite);
            boolean isReadable = found.stream().anyMatch(Weakness::isReadableByListener);
            boolean isForbidden = found.stream().anyMatch(weakness -> weakness.level() == Weakness.Level.MUST_NOT);
            return new TlsFindings(
                    List.copyOf(found), meets(isReadable, isSecrecyKnown), meets(isForbidden, isAllKnown));
        }

        private static Truth meets(boolean fails, boolean isKnown) {
            return fails ? Truth.NO : isKnown ? Truth.YES : Truth.UNKNOWN;
        }

        private void find(boolean isWeak, Weakness weakness) {
            if (isWeak) {
                found.add(weakness);
            }
        }

        private void version(String version) {
            find(version.equals("SSLv3"), Weakness.SSL_3);
            find(version.equals("TLSv1"), Weakness.TLS_1_0);
            find(version.equals("TLSv1.1"), Weakness.TLS_1_1);
            isAllKnown &= version.matches("SSLv3|TLSv1(\\.[123])?");
        }

        private void suite(Suite suite) {
            cipher(suite.cipher());
            find(suite.isAnonymous(), Weakness.ANONYMOUS);
            find(suite.isStaticRsa(), Weakness.STATIC_RSA);
            find(suite.isStaticDh(), Weakness.STATIC_DH);
            find(suite.isDhe(), Weakness.FINITE_FIELD_DHE);
            if (suite.isEphemeral()) {
                group(parameters.group().orElse(""));
            }
            if (suite.isSigned()
                    && parameters.version().filter("TLSv1.2"::equals).isPresent()) {
                handshakeSignature(parameters.signatureScheme().orElse(""));
            }
            if (suite.hasCertificate()) {
                leaf(suite);
            }
        }

        private void cipher(String cipher) {
            find(cipher.startsWith("NULL_"), Weakness.NULL_ENCRYPTION);
            find(cipher.matches("(RC[24]_(CBC_)?|DES)(40|56)_.*|DES_CBC_.*"), Weakness.UNDER_112_BITS);
            find(cipher.startsWith("3DES_"), Weakness.UNDER_128_BITS);
            find(cipher.startsWith("RC4_"), Weakness.RC4);
        }

        private void group(String group) {
            Matcher curve = CURVE.matcher(group);
            Matcher finite = FINITE_FIELD.matcher(group);
            if (curve.matches()) {
                find(Integer.parseInt(curve.group(1)) < MIN_CURVE_BITS, Weakness.CURVE_UNDER_224);
            } else if (finite.matches()) {
                int bits = Integer.parseInt(finite.group(1));
                find(bits < MIN_DH_BITS, Weakness.DH_UNDER_2048);
                find(bits < MIN_UNBROKEN_BITS, Weakness.BREAKABLE_KEY_EXCHANGE);
            } else if (!MODERN_GROUP.matcher(group).matches()) {
                isSecrecyKnown = false;
                isAllKnown = false;
            }
        }

        private void handshakeSignature(String scheme) {
            Matcher old = OLD_SCHEME.matcher(scheme);
            boolean isOld = old.matches();
            find(scheme.endsWith("_sha1") || isOld && Integer.parseInt(old.group(1)) <= 2, Weakness.SHA_1_IN_HANDSHAKE);
            isAllKnown &= isOld || !scheme.isEmpty() && !scheme.startsWith("0x");
        }

        private void leaf(Suite suite) {
            Optional<TlsParameters.Leaf> leaf = parameters.leaf();
            String algorithm = leaf.flatMap(TlsParameters.Leaf::keyAlgorithm).orElse("");
            OptionalInt bits = leaf.map(TlsParameters.Leaf::keyBits).orElse(OptionalInt.empty());
            boolean isRsa = algorithm.startsWith("RSA");
            if (algorithm.isEmpty() || isRsa && bits.isEmpty()) {
                isAllKnown = false;
                isSecrecyKnown &= !suite.isStaticRsa();
            }
            find(isRsa && bits.orElse(MIN_RSA_BITS) < MIN_RSA_BITS, Weakness.RSA_UNDER_2048);
            find(
                    suite.isStaticRsa() && isRsa && bits.orElse(MIN_RSA_BITS) < MIN_UNBROKEN_BITS,
                    Weakness.BREAKABLE_KEY_EXCHANGE);
            leaf.ifPresent(this::certificateSignature);
        }

        /** One made by the certificate's own key proves nothing, whatever its hash. */
        private void certificateSignature(TlsParameters.Leaf leaf) {
            String algorithm = leaf.signatureAlgorithm().orElse("");
            boolean isWeak = WEAK_CERTIFICATE_HASH.matcher(algorithm).matches();
            find(isWeak && leaf.isSelfSigned() == Truth.NO, Weakness.SHA_1_IN_CERTIFICATE);
            isAllKnown &= leaf.isSelfSigned() == Truth.YES
                    || isWeak && leaf.isSelfSigned() == Truth.NO
                    || GOOD_CERTIFICATE_HASH.matcher(algorithm).matches();
        }
    }

    /**
     * A cipher suite by its name.
     *
     * @param keyExchange empty in TLS 1.3, where the suite does not say
     */
    private record Suite(String keyExchange, String cipher) {
        private static final Pattern NAME = Pattern.compile("TLS_(?:(.+)_WITH_)?(.+)");

        static Optional<Suite> of(String name) {
            Matcher matcher = NAME.matcher(name);
            return matcher.matches()
                    ? Optional.of(
                            new Suite(Optional.ofNullable(matcher.group(1)).orElse(""), matcher.group(2)))
                    : Optional.empty();
        }

        boolean isTls13() {
            return keyExchange.isEmpty();
        }

        boolean isAnonymous() {
            return keyExchange.contains("_anon");
        }

        boolean isStaticRsa() {
            return keyExchange.matches("RSA(_EXPORT.*|_PSK)?");
        }

        boolean isStaticDh() {
            return keyExchange.matches("(EC)?DH_(?!anon).*");
        }

        boolean isDhe() {
            return keyExchange.startsWith("DHE_");
        }

        boolean isEphemeral() {
            return isTls13() || isAnonymous() || keyExchange.matches("(EC)?DHE_.*");
        }

        boolean isSigned() {
            return keyExchange.matches("(EC)?DHE_(?!PSK).*");
        }

        boolean hasCertificate() {
            return isTls13() || isSigned() || isStaticRsa() || isStaticDh();
        }
    }
}
