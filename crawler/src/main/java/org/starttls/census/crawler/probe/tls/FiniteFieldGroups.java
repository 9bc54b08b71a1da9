package org.starttls.census.crawler.probe.tls;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/** Groups of a Diffie-Hellman exchange that TLS 1.2 and older send as numbers, by their prime. Source: RFC 7919 appendix A. */
final class FiniteFieldGroups {
    /** By SHA-256 of the prime, 256 to 1,024 bytes. */
    private static final Map<String, String> NAMED = Map.of(
            "9cd3b7f336872f46c09428d1bbc19877a4d440512cda8d1c1cf0cd6e33698966", "ffdhe2048",
            "0eaf67db3a839156d5013494a5318a772b5697d270d721f37f092efc69ea5a17", "ffdhe3072",
            "4648414224ac881b3d0dc59b466f96d06a558278776807797ecf1f66ff397b3e", "ffdhe4096",
            "227ac9066b3ddd9e193670cda2388fa884f65ba0cf98b742d1fe77a6687c79c7", "ffdhe6144",
            "770b14efaf6f049929c523113b3fa99a8d11dab1b18af3609590122075d19833", "ffdhe8192");

    private FiniteFieldGroups() {}

    /**
     * IANA's name, or for a prime that has none {@code dh_} and its size in bits.
     *
     * @param prime big-endian, leading zeros allowed
     */
    static String name(byte[] prime) {
        BigInteger number = new BigInteger(1, prime);
        byte[] signed = number.toByteArray();
        int from = signed[0] == 0 ? 1 : 0;
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(signed, from, signed.length - from);
            return NAMED.getOrDefault(HexFormat.of().formatHex(digest.digest()), "dh_" + number.bitLength());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
