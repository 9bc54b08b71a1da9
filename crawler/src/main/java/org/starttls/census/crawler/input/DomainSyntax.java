package org.starttls.census.crawler.input;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What is a domain: at least two labels of 1 to 63 octets, 253 octets in all, each label of letters, digits, hyphens or
 * underscores after conversion to A-labels. Source: RFC 1035 s2.3.4, RFC 5891, UTS 46. Underscores occur in lists and in
 * DNS, so they are let through.
 */
final class DomainSyntax {
    /** Octets of a name in text form without the final dot. Source: RFC 1035 s3.1 (255 octets on the wire). */
    static final int MAX_OCTETS = 253;
    /** Octets of a label. Source: RFC 1035 s2.3.4. */
    static final int MAX_LABEL_OCTETS = 63;

    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://.*");
    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

    /** With two colons or more. They are counted apart: a pattern for them takes cubic time on a line of colons. */
    private static final Pattern IPV6 = Pattern.compile("\\[?[0-9A-Fa-f:.]++\\]?");

    private DomainSyntax() {}

    /**
     * One of the two.
     *
     * @param domain A-labels, lower case, no trailing dot; empty if it was none
     * @param reason why it was none
     */
    record Judged(Optional<String> domain, Optional<RejectReason> reason) {
        Judged {
            Objects.requireNonNull(domain);
            Objects.requireNonNull(reason);
            if (domain.isPresent() == reason.isPresent()) {
                throw new IllegalArgumentException("a domain or a reason, one of them");
            }
        }

        static Judged domain(String domain) {
            return new Judged(Optional.of(domain), Optional.empty());
        }

        static Judged reject(RejectReason reason) {
            return new Judged(Optional.empty(), Optional.of(reason));
        }
    }

    static Judged judge(String text) {
        if (SCHEME.matcher(text).matches() || text.indexOf('/') >= 0) {
            return Judged.reject(RejectReason.URL);
        }
        if (text.indexOf('@') >= 0) {
            return Judged.reject(RejectReason.EMAIL_ADDRESS);
        }
        if (IPV4.matcher(text).matches() || isIpv6(text)) {
            return Judged.reject(RejectReason.IP_ADDRESS);
        }
        String name = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
        if (!isPlain(name)) {
            Optional<String> ascii = IcuNames.toAscii(name);
            if (ascii.isEmpty()) {
                return Judged.reject(RejectReason.BAD_CHARACTER);
            }
            name = ascii.get();
        }
        return judgeAscii(name.toLowerCase(Locale.ROOT));
    }

    private static boolean isIpv6(String text) {
        return text.indexOf(':') != text.lastIndexOf(':') && IPV6.matcher(text).matches();
    }

    private static Judged judgeAscii(String name) {
        int labels = 0;
        int start = 0;
        for (int i = 0; i <= name.length(); i++) {
            if (i < name.length() && name.charAt(i) != '.') {
                if (!isLabelCharacter(name.charAt(i))) {
                    return Judged.reject(RejectReason.BAD_CHARACTER);
                }
                continue;
            }
            int octets = i - start;
            if (octets == 0 || octets > MAX_LABEL_OCTETS) {
                return Judged.reject(name.length() > MAX_OCTETS ? RejectReason.TOO_LONG : RejectReason.BAD_LABEL);
            }
            labels++;
            start = i + 1;
        }
        if (name.length() > MAX_OCTETS) {
            return Judged.reject(RejectReason.TOO_LONG);
        }
        return labels < 2 ? Judged.reject(RejectReason.SINGLE_LABEL) : Judged.domain(name);
    }

    /** Whether the name needs no conversion: ASCII, and no label that claims to be an A-label. */
    private static boolean isPlain(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) > 0x7f) {
                return false;
            }
        }
        return !name.toLowerCase(Locale.ROOT).contains("xn--");
    }

    private static boolean isLabelCharacter(char character) {
        return character >= 'a' && character <= 'z'
                || character >= '0' && character <= '9'
                || character == '-'
                || character == '_';
    }
}
