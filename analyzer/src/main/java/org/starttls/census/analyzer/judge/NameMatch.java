package org.starttls.census.analyzer.judge;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Names on certificates against the name that was asked for.
 *
 * <p>Only DNS names of subjectAltName count. A wildcard is the whole left-most label and covers exactly one; right below a
 * top-level domain it covers nothing, as in OpenSSL and GnuTLS. Compared as A-labels, without regard to the case of ASCII
 * letters. What ends in a number is an address, not a name. Source: RFC 9525 s6.3, RFC 1123 s2.1.
 */
public final class NameMatch {
    private static final String LABEL = "[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?";

    private static final Pattern PRESENTED =
            Pattern.compile("(\\*\\." + LABEL + "\\.)?(" + LABEL + "\\.)*(?![0-9]+$)" + LABEL);

    private NameMatch() {}

    /**
     * Whether one of the names is the reference name.
     *
     * @param reference A-labels, lower case, no trailing dot
     * @param presented DNS names as on the certificate
     */
    public static Truth of(String reference, List<String> presented) {
        return Truth.of(
                presented.stream().flatMap(name -> usable(name).stream()).anyMatch(name -> matches(reference, name)));
    }

    /** A presented name in lower case, if it is one that can match at all. */
    public static Optional<String> usable(String presented) {
        if (presented.length() > 253) {
            return Optional.empty();
        }
        String name = presented.toLowerCase(Locale.ROOT);
        return PRESENTED.matcher(name).matches() ? Optional.of(name) : Optional.empty();
    }

    private static boolean matches(String reference, String name) {
        if (!name.startsWith("*.")) {
            return name.equals(reference);
        }
        int dot = reference.indexOf('.');
        return dot > 0 && reference.substring(dot).equals(name.substring(1));
    }
}
