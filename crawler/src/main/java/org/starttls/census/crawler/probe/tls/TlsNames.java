package org.starttls.census.crawler.probe.tls;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Names of TLS numbers, as IANA registers them; a number that is not here is named "0x" and four hexadecimal digits. Only
 * what our engines can agree on is listed. Source: IANA, TLS Parameters: Cipher Suites, Supported Groups,
 * SignatureScheme.
 */
final class TlsNames {
    private static final Map<Integer, String> CIPHER_SUITES = table("""
            0001 TLS_RSA_WITH_NULL_MD5
            0002 TLS_RSA_WITH_NULL_SHA
            0003 TLS_RSA_EXPORT_WITH_RC4_40_MD5
            0004 TLS_RSA_WITH_RC4_128_MD5
            0005 TLS_RSA_WITH_RC4_128_SHA
            0008 TLS_RSA_EXPORT_WITH_DES40_CBC_SHA
            0009 TLS_RSA_WITH_DES_CBC_SHA
            000A TLS_RSA_WITH_3DES_EDE_CBC_SHA
            0011 TLS_DHE_DSS_EXPORT_WITH_DES40_CBC_SHA
            0012 TLS_DHE_DSS_WITH_DES_CBC_SHA
            0013 TLS_DHE_DSS_WITH_3DES_EDE_CBC_SHA
            0014 TLS_DHE_RSA_EXPORT_WITH_DES40_CBC_SHA
            0015 TLS_DHE_RSA_WITH_DES_CBC_SHA
            0016 TLS_DHE_RSA_WITH_3DES_EDE_CBC_SHA
            0017 TLS_DH_anon_EXPORT_WITH_RC4_40_MD5
            0018 TLS_DH_anon_WITH_RC4_128_MD5
            0019 TLS_DH_anon_EXPORT_WITH_DES40_CBC_SHA
            001A TLS_DH_anon_WITH_DES_CBC_SHA
            001B TLS_DH_anon_WITH_3DES_EDE_CBC_SHA
            002F TLS_RSA_WITH_AES_128_CBC_SHA
            0032 TLS_DHE_DSS_WITH_AES_128_CBC_SHA
            0033 TLS_DHE_RSA_WITH_AES_128_CBC_SHA
            0034 TLS_DH_anon_WITH_AES_128_CBC_SHA
            0035 TLS_RSA_WITH_AES_256_CBC_SHA
            0038 TLS_DHE_DSS_WITH_AES_256_CBC_SHA
            0039 TLS_DHE_RSA_WITH_AES_256_CBC_SHA
            003A TLS_DH_anon_WITH_AES_256_CBC_SHA
            003B TLS_RSA_WITH_NULL_SHA256
            003C TLS_RSA_WITH_AES_128_CBC_SHA256
            003D TLS_RSA_WITH_AES_256_CBC_SHA256
            0040 TLS_DHE_DSS_WITH_AES_128_CBC_SHA256
            0067 TLS_DHE_RSA_WITH_AES_128_CBC_SHA256
            006A TLS_DHE_DSS_WITH_AES_256_CBC_SHA256
            006B TLS_DHE_RSA_WITH_AES_256_CBC_SHA256
            006C TLS_DH_anon_WITH_AES_128_CBC_SHA256
            006D TLS_DH_anon_WITH_AES_256_CBC_SHA256
            009C TLS_RSA_WITH_AES_128_GCM_SHA256
            009D TLS_RSA_WITH_AES_256_GCM_SHA384
            009E TLS_DHE_RSA_WITH_AES_128_GCM_SHA256
            009F TLS_DHE_RSA_WITH_AES_256_GCM_SHA384
            00A2 TLS_DHE_DSS_WITH_AES_128_GCM_SHA256
            00A3 TLS_DHE_DSS_WITH_AES_256_GCM_SHA384
            00A6 TLS_DH_anon_WITH_AES_128_GCM_SHA256
            00A7 TLS_DH_anon_WITH_AES_256_GCM_SHA384
            1301 TLS_AES_128_GCM_SHA256
            1302 TLS_AES_256_GCM_SHA384
            1303 TLS_CHACHA20_POLY1305_SHA256
            1304 TLS_AES_128_CCM_SHA256
            1305 TLS_AES_128_CCM_8_SHA256
            C002 TLS_ECDH_ECDSA_WITH_RC4_128_SHA
            C003 TLS_ECDH_ECDSA_WITH_3DES_EDE_CBC_SHA
            C004 TLS_ECDH_ECDSA_WITH_AES_128_CBC_SHA
            C005 TLS_ECDH_ECDSA_WITH_AES_256_CBC_SHA
            C006 TLS_ECDHE_ECDSA_WITH_NULL_SHA
            C007 TLS_ECDHE_ECDSA_WITH_RC4_128_SHA
            C008 TLS_ECDHE_ECDSA_WITH_3DES_EDE_CBC_SHA
            C009 TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA
            C00A TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA
            C00C TLS_ECDH_RSA_WITH_RC4_128_SHA
            C00D TLS_ECDH_RSA_WITH_3DES_EDE_CBC_SHA
            C00E TLS_ECDH_RSA_WITH_AES_128_CBC_SHA
            C00F TLS_ECDH_RSA_WITH_AES_256_CBC_SHA
            C010 TLS_ECDHE_RSA_WITH_NULL_SHA
            C011 TLS_ECDHE_RSA_WITH_RC4_128_SHA
            C012 TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA
            C013 TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA
            C014 TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA
            C015 TLS_ECDH_anon_WITH_NULL_SHA
            C016 TLS_ECDH_anon_WITH_RC4_128_SHA
            C017 TLS_ECDH_anon_WITH_3DES_EDE_CBC_SHA
            C018 TLS_ECDH_anon_WITH_AES_128_CBC_SHA
            C019 TLS_ECDH_anon_WITH_AES_256_CBC_SHA
            C023 TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256
            C024 TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384
            C025 TLS_ECDH_ECDSA_WITH_AES_128_CBC_SHA256
            C026 TLS_ECDH_ECDSA_WITH_AES_256_CBC_SHA384
            C027 TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256
            C028 TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384
            C029 TLS_ECDH_RSA_WITH_AES_128_CBC_SHA256
            C02A TLS_ECDH_RSA_WITH_AES_256_CBC_SHA384
            C02B TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256
            C02C TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384
            C02D TLS_ECDH_ECDSA_WITH_AES_128_GCM_SHA256
            C02E TLS_ECDH_ECDSA_WITH_AES_256_GCM_SHA384
            C02F TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256
            C030 TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384
            C031 TLS_ECDH_RSA_WITH_AES_128_GCM_SHA256
            C032 TLS_ECDH_RSA_WITH_AES_256_GCM_SHA384
            CCA8 TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256
            CCA9 TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256
            CCAA TLS_DHE_RSA_WITH_CHACHA20_POLY1305_SHA256
            """);

    private static final Map<Integer, String> GROUPS = table("""
            0001 sect163k1
            0002 sect163r1
            0003 sect163r2
            0004 sect193r1
            0005 sect193r2
            0006 sect233k1
            0007 sect233r1
            0008 sect239k1
            0009 sect283k1
            000A sect283r1
            000B sect409k1
            000C sect409r1
            000D sect571k1
            000E sect571r1
            000F secp160k1
            0010 secp160r1
            0011 secp160r2
            0012 secp192k1
            0013 secp192r1
            0014 secp224k1
            0015 secp224r1
            0016 secp256k1
            0017 secp256r1
            0018 secp384r1
            0019 secp521r1
            001A brainpoolP256r1
            001B brainpoolP384r1
            001C brainpoolP512r1
            001D x25519
            001E x448
            0100 ffdhe2048
            0101 ffdhe3072
            0102 ffdhe4096
            0103 ffdhe6144
            0104 ffdhe8192
            11EB SecP256r1MLKEM768
            11EC X25519MLKEM768
            11ED SecP384r1MLKEM1024
            """);

    private static final Map<Integer, String> SIGNATURE_SCHEMES = table("""
            0201 rsa_pkcs1_sha1
            0203 ecdsa_sha1
            0401 rsa_pkcs1_sha256
            0403 ecdsa_secp256r1_sha256
            0501 rsa_pkcs1_sha384
            0503 ecdsa_secp384r1_sha384
            0601 rsa_pkcs1_sha512
            0603 ecdsa_secp521r1_sha512
            0804 rsa_pss_rsae_sha256
            0805 rsa_pss_rsae_sha384
            0806 rsa_pss_rsae_sha512
            0807 ed25519
            0808 ed448
            0809 rsa_pss_pss_sha256
            080A rsa_pss_pss_sha384
            080B rsa_pss_pss_sha512
            """);

    private TlsNames() {}

    /** Empty for a negative number, which stands for "not seen" here and below. */
    static Optional<String> version(int number) {
        return switch (number) {
            case 0x0300 -> Optional.of("SSLv3");
            case 0x0301 -> Optional.of("TLSv1");
            case 0x0302 -> Optional.of("TLSv1.1");
            case 0x0303 -> Optional.of("TLSv1.2");
            case 0x0304 -> Optional.of("TLSv1.3");
            default -> number < 0 ? Optional.empty() : Optional.of(hex(number));
        };
    }

    static Optional<String> cipherSuite(int number) {
        return name(CIPHER_SUITES, number);
    }

    static Optional<String> group(int number) {
        return name(GROUPS, number);
    }

    static Optional<String> signatureScheme(int number) {
        return name(SIGNATURE_SCHEMES, number);
    }

    /** Whether the ServerKeyExchange of the suite begins with ECParameters. Source: RFC 8422 s5.4. */
    static boolean isEcdhe(int suite) {
        String name = CIPHER_SUITES.getOrDefault(suite, "");
        return name.startsWith("TLS_ECDHE_") || name.startsWith("TLS_ECDH_anon_");
    }

    /** Ephemeral Diffie-Hellman over a finite field. */
    static boolean isDhe(int suite) {
        return cipherSuite(suite)
                .filter(name -> name.startsWith("TLS_DHE_") || name.startsWith("TLS_DH_anon_"))
                .isPresent();
    }

    /** Without a certificate, and so without a signature. */
    static boolean isAnonymous(int suite) {
        return cipherSuite(suite).filter(name -> name.contains("_anon_")).isPresent();
    }

    private static Optional<String> name(Map<Integer, String> names, int number) {
        if (number < 0) {
            return Optional.empty();
        }
        String known = names.get(number);
        return Optional.of(known == null ? hex(number) : known);
    }

    private static String hex(int number) {
        return String.format(Locale.ROOT, "0x%04x", number);
    }

    private static Map<Integer, String> table(String rows) {
        Map<Integer, String> names = new HashMap<>();
        rows.lines().forEach(row -> names.put(Integer.parseInt(row.substring(0, 4), 16), row.substring(5)));
        return Map.copyOf(names);
    }
}
