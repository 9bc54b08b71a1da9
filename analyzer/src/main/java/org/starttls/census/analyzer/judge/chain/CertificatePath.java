package org.starttls.census.analyzer.judge.chain;

import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.starttls.census.analyzer.judge.CertificateStatus;
import org.starttls.census.analyzer.judge.Rule;

/**
 * A path from the leaf up, signatures checked, judged but for the time.
 *
 * @param notBefore from when every certificate is valid, the anchor's included
 * @param notAfter until when
 * @param broken constraints and algorithms that forbid it
 */
record CertificatePath(Instant notBefore, Instant notAfter, List<Rule> broken) {
    /** Whatever is to be said of it first, the later the better. */
    static Comparator<CertificatePath> bestAt(Instant instant) {
        return Comparator.comparingInt(path -> path.reasons(instant).stream()
                .mapToInt(CertificateStatus::ordinal)
                .min()
                .orElse(Integer.MAX_VALUE));
    }

    CertificatePath {
        broken = List.copyOf(broken);
    }

    /**
     * @param certificates from the leaf to the last one below the anchor
     * @param above the anchor; none for a path that leads nowhere. RFC 5280 s6.1.1 leaves its dates open; the libraries
     *     of mail senders heed them
     */
    static CertificatePath of(List<Certificate> certificates, List<Certificate> above) {
        List<Certificate> all =
                Stream.concat(certificates.stream(), above.stream()).toList();
        Instant notBefore = all.stream()
                .map(Certificate::notBefore)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        Instant notAfter = all.stream()
                .map(Certificate::notAfter)
                .min(Comparator.naturalOrder())
                .orElseThrow();
        return new CertificatePath(notBefore, notAfter, PathRules.broken(certificates, above));
    }

    Set<CertificateStatus> reasons(Instant instant) {
        Set<CertificateStatus> reasons = EnumSet.noneOf(CertificateStatus.class);
        // The period includes its last second. Source: RFC 5280 s4.1.2.5.
        if (!instant.isBefore(notAfter.plusSeconds(1))) {
            reasons.add(CertificateStatus.EXPIRED);
        }
        if (instant.isBefore(notBefore)) {
            reasons.add(CertificateStatus.NOT_YET_VALID);
        }
        if (!broken.isEmpty()) {
            reasons.add(CertificateStatus.CONSTRAINT_VIOLATED);
        }
        return reasons;
    }
}
