package org.starttls.census.crawler.route;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.starttls.census.crawler.dns.DnsAnswer;

/**
 * What the lookups of a domain came to.
 *
 * @param mx the answer to the MX question; empty if none was asked
 * @param observedAt when the last lookup ended
 */
record DomainFacts(
        MailRoute route, Optional<DnsAnswer> mx, PolicyFinding mtaSts, PolicyFinding tlsrpt, Instant observedAt) {
    DomainFacts {
        Objects.requireNonNull(route);
        Objects.requireNonNull(mx);
        Objects.requireNonNull(mtaSts);
        Objects.requireNonNull(tlsrpt);
        Objects.requireNonNull(observedAt);
    }

    /** Whether something is not known that a later lookup may find. */
    boolean isIncomplete() {
        return route.kind() == MailRoute.Kind.LOOKUP_FAILED
                || mtaSts.kind() == PolicyFinding.Kind.LOOKUP_FAILED
                || tlsrpt.kind() == PolicyFinding.Kind.LOOKUP_FAILED;
    }
}
