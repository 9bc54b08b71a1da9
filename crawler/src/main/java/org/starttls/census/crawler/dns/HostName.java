package org.starttls.census.crawler.dns;

import java.util.Locale;

/**
 * What may be looked up as a host. Source: RFC 1123 s2.1, RFC 952.
 *
 * <pre>{@code
 * host  = label *( "." label )          ; at most 253 characters
 * label = 1*63( letter / digit / "-" )  ; the last one not digits alone
 * }</pre>
 *
 * Tolerated deviations: an underscore counts as a letter and a hyphen may stand anywhere (both are served and reached in
 * practice); a single label is a host.
 */
public final class HostName {
    private HostName() {}

    /** Whether the name, without its trailing dot, is a host's. An IPv4 address is not. */
    public static boolean isHostName(String name) {
        if (!DnsQuestion.canBeAsked(name)) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (!isHostCharacter(name.charAt(i))) {
                return false;
            }
        }
        return !isNumeric(name.substring(name.lastIndexOf('.') + 1));
    }

    /** Lower case, without a trailing dot; the root stays ".". */
    public static String canonical(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.length() > 1 && lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }

    private static boolean isHostCharacter(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '-'
                || c == '_'
                || c == '.';
    }

    private static boolean isNumeric(String label) {
        return label.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
