package org.starttls.census.crawler.dns;

import java.util.Objects;

/**
 * What is asked.
 *
 * @param name absolute name without the trailing dot, printable ASCII without escapes; at most
 *     {@value #MAX_NAME_CHARS} characters, labels of at most {@value #MAX_LABEL_CHARS}
 * @param maxAliases aliases followed before the chain counts as a loop
 * @param signatures whether the DNSSEC records themselves are wanted; the resolver's own word (the AD bit) comes
 *     without them
 */
public record DnsQuestion(String name, RecordType type, int maxAliases, Signatures signatures) {
    /** Characters of a name without the last dot. Source: RFC 1035 s2.3.4, 255 octets on the wire. */
    public static final int MAX_NAME_CHARS = 253;

    /** Octets of a label. Source: RFC 1035 s2.3.4. */
    public static final int MAX_LABEL_CHARS = 63;

    /** Aliases from a mail domain. Chosen as other mail software does (mox: 16). */
    public static final int MAX_DOMAIN_ALIASES = 16;

    /** Aliases from a mail host. Chosen as other mail software does (mox: 10). */
    public static final int MAX_HOST_ALIASES = 10;

    /** Whether RRSIG and the like are wanted. Source: RFC 4035 s3.2.1. */
    public enum Signatures {
        LEFT_OUT,
        WANTED
    }

    public DnsQuestion {
        Objects.requireNonNull(name);
        Objects.requireNonNull(type);
        Objects.requireNonNull(signatures);
        if (!canBeAsked(name)) {
            throw new IllegalArgumentException("name of " + name.length() + " characters or with a bad label");
        }
        if (maxAliases < 0) {
            throw new IllegalArgumentException("maxAliases=" + maxAliases);
        }
    }

    public static DnsQuestion ofDomain(String domain, RecordType type) {
        return new DnsQuestion(domain, type, MAX_DOMAIN_ALIASES, Signatures.LEFT_OUT);
    }

    public static DnsQuestion ofHost(String host, RecordType type) {
        return new DnsQuestion(host, type, MAX_HOST_ALIASES, Signatures.LEFT_OUT);
    }

    /** Whether a message can carry the name; one that is too long cannot exist. */
    public static boolean canBeAsked(String name) {
        if (name.isEmpty() || name.length() > MAX_NAME_CHARS) {
            return false;
        }
        int labelStart = 0;
        for (int i = 0; i <= name.length(); i++) {
            if (i == name.length() || name.charAt(i) == '.') {
                if (i == labelStart || i - labelStart > MAX_LABEL_CHARS) {
                    return false;
                }
                labelStart = i + 1;
            } else if (name.charAt(i) <= ' ' || name.charAt(i) > '~' || name.charAt(i) == '\\') {
                return false;
            }
        }
        return true;
    }
}
