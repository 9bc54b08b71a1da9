package org.starttls.census.crawler.dns;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How an answer came about; kept whatever it says.
 *
 * @param aliases names that CNAME records led to, in order, lower case, no trailing dot; the last one is the name that
 *     the answer speaks of. Empty: the name that was asked for.
 * @param security the weakest of all messages that were needed
 * @param answeredBy the resolver whose message decided; empty if none came
 * @param rcode RCODE of that message, extended by EDNS
 */
public record Provenance(
        List<String> aliases, Security security, Optional<InetSocketAddress> answeredBy, OptionalInt rcode) {
    /** Nobody answered. */
    public static final Provenance SILENCE =
            new Provenance(List.of(), Security.UNKNOWN, Optional.empty(), OptionalInt.empty());

    public Provenance {
        aliases = List.copyOf(aliases);
        Objects.requireNonNull(security);
        Objects.requireNonNull(answeredBy);
        Objects.requireNonNull(rcode);
    }
}
