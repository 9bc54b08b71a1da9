package org.starttls.census.analyzer.judge.chain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.starttls.census.analyzer.judge.CertificateStatus;
import org.starttls.census.analyzer.judge.ChainTrust;
import org.starttls.census.analyzer.judge.NameMatch;
import org.starttls.census.analyzer.judge.Rule;
import org.starttls.census.analyzer.judge.Truth;

/**
 * What a session's certificate is worth.
 *
 * @param trust as sent
 * @param trustWithKnown with the help of known intermediates
 * @param matchesMx whether a DNS name of the leaf is the MX host's; UNKNOWN if the leaf cannot be read
 * @param matchesMxWithCn the same where a common name stands in for absent DNS names, as RFC 6125 s6.4.4 had it
 * @param reasons every status that applies, in the order of precedence; at least one
 * @param broken the rules behind CONSTRAINT_VIOLATED
 */
public record CertificateVerdict(
        ChainTrust trust,
        ChainTrust trustWithKnown,
        Truth matchesMx,
        Truth matchesMxWithCn,
        List<CertificateStatus> reasons,
        List<Rule> broken) {
    /** The leaf cannot be parsed. */
    public static final CertificateVerdict UNPARSABLE = new CertificateVerdict(
            ChainTrust.UNKNOWN,
            ChainTrust.UNKNOWN,
            Truth.UNKNOWN,
            Truth.UNKNOWN,
            List.of(CertificateStatus.UNPARSABLE),
            List.of());

    public CertificateVerdict {
        Objects.requireNonNull(trust);
        Objects.requireNonNull(trustWithKnown);
        Objects.requireNonNull(matchesMx);
        Objects.requireNonNull(matchesMxWithCn);
        reasons = List.copyOf(reasons);
        broken = List.copyOf(broken);
        if (reasons.isEmpty()) {
            throw new IllegalArgumentException("no status");
        }
    }

    /**
     * Joins path and name.
     *
     * @param names of the leaf
     * @param mxHost A-labels, lower case
     */
    public static CertificateVerdict of(ChainFindings chain, LeafNames names, String mxHost, Instant shownAt) {
        ChainFindings.AtInstant path = chain.at(shownAt);
        Truth matchesMx = NameMatch.of(mxHost, names.dns());
        List<CertificateStatus> reasons = new ArrayList<>(path.reasons());
        if (matchesMx == Truth.NO) {
            reasons.add(CertificateStatus.NAME_MISMATCH);
        }
        if (reasons.isEmpty()) {
            reasons.add(CertificateStatus.VALID);
        }
        return new CertificateVerdict(
                path.trust(),
                path.trustWithKnown(),
                matchesMx,
                NameMatch.of(mxHost, names.dns().isEmpty() ? names.common() : names.dns()),
                reasons,
                path.broken());
    }

    /** The first that applies. */
    public CertificateStatus status() {
        return reasons.get(0);
    }

    /** Path and name, as sent. A leaf that cannot be read is not valid. */
    public Truth validAsSent() {
        return valid(trust);
    }

    /** Path and name, with the help of known intermediates. */
    public Truth validWithKnown() {
        return valid(trustWithKnown);
    }

    private Truth valid(ChainTrust path) {
        if (status() == CertificateStatus.UNPARSABLE || matchesMx == Truth.NO) {
            return Truth.NO;
        }
        return switch (path) {
            case TRUSTED -> Truth.YES;
            case UNTRUSTED -> Truth.NO;
            case UNKNOWN -> Truth.UNKNOWN;
        };
    }
}
