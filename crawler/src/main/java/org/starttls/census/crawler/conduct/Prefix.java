package org.starttls.census.crawler.conduct;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A network prefix, IPv4 or IPv6, by its bytes.
 *
 * @param length bits that count, 0 to 32 or 128
 */
record Prefix(Bytes network, int length) {
    /** Address bytes with value equality: 4 or 16 of them. */
    record Bytes(String hex) {}

    /**
     * Reads {@code 192.0.2.0/24}, {@code 2001:db8::/32} or a single address.
     *
     * @throws IllegalArgumentException if the text is none, or has bits set behind its length
     */
    static Prefix parse(String text) {
        IpaddressText.Parsed parsed = IpaddressText.parse(text);
        if (!Arrays.equals(parsed.address(), masked(parsed.address(), parsed.length()))) {
            throw new IllegalArgumentException("\"" + text + "\" has bits set behind its prefix length");
        }
        return new Prefix(key(parsed.address(), parsed.length()), parsed.length());
    }

    /** The prefix of this length that the address lies in. */
    static Prefix of(InetAddress address, int length) {
        return new Prefix(key(masked(address.getAddress(), length), length), length);
    }

    int addressBytes() {
        return network.hex().length() / 2;
    }

    boolean contains(byte[] address) {
        return address.length == addressBytes()
                && key(masked(address, length), length).equals(network);
    }

    private static Bytes key(byte[] bytes, int length) {
        return new Bytes(HexFormat.of().formatHex(masked(bytes, length)));
    }

    private static byte[] masked(byte[] address, int length) {
        byte[] masked = address.clone();
        for (int i = 0; i < masked.length; i++) {
            int bits = Math.max(0, Math.min(8, length - 8 * i));
            masked[i] = (byte) (masked[i] & 0xff00 >> bits);
        }
        return masked;
    }
}
