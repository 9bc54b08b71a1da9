package org.starttls.census.crawler.host;

import java.net.InetAddress;

/** Addresses and their network prefixes as text. */
final class AddressText {
    private static final int V4_BYTES = 4;
    private static final int GROUPS = 8;

    private AddressText() {}

    /** IPv4 dotted; IPv6 by RFC 5952 s4, a mapped IPv4 address with its dotted part as s5 has it. */
    static String of(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length == V4_BYTES) {
            return dotted(bytes, 0);
        }
        int[] groups = groups(bytes);
        return isMapped(groups) ? "::ffff:" + dotted(bytes, 12) : grouped(groups);
    }

    /** The prefix that politeness counts as one neighbour: /24 or /48. */
    static String prefix(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length == V4_BYTES) {
            return (bytes[0] & 0xff) + "." + (bytes[1] & 0xff) + "." + (bytes[2] & 0xff) + ".0/24";
        }
        int[] groups = groups(bytes);
        for (int i = 3; i < GROUPS; i++) {
            groups[i] = 0;
        }
        return grouped(groups) + "/48";
    }

    private static String dotted(byte[] bytes, int from) {
        return (bytes[from] & 0xff) + "." + (bytes[from + 1] & 0xff) + "." + (bytes[from + 2] & 0xff) + "."
                + (bytes[from + 3] & 0xff);
    }

    private static int[] groups(byte[] bytes) {
        int[] groups = new int[GROUPS];
        for (int i = 0; i < GROUPS; i++) {
            groups[i] = ((bytes[2 * i] & 0xff) << 8) | (bytes[2 * i + 1] & 0xff);
        }
        return groups;
    }

    private static boolean isMapped(int[] groups) {
        return (groups[0] | groups[1] | groups[2] | groups[3] | groups[4]) == 0 && groups[5] == 0xffff;
    }

    /** Of the longest runs of two or more zero groups the first becomes "::". */
    private static String grouped(int[] groups) {
        int start = -1;
        int length = 1;
        for (int i = 0; i < GROUPS; i++) {
            int end = i;
            while (end < GROUPS && groups[end] == 0) {
                end++;
            }
            if (end - i > length) {
                start = i;
                length = end - i;
            }
            i = Math.max(i, end - 1);
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < GROUPS; i++) {
            if (i == start) {
                text.append("::");
                i += length - 1;
            } else {
                if (text.length() > 0 && text.charAt(text.length() - 1) != ':') {
                    text.append(':');
                }
                text.append(Integer.toHexString(groups[i]));
            }
        }
        return text.toString();
    }
}
