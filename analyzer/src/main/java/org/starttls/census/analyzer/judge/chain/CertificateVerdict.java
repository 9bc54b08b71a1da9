package org.starttls.census.analyzer.judge.chain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.starttls.census.analyzer.judge.CertificateStatus;
import org.starttls.census.analyzer.judge.ChainTrust;
import org.starttls.census.analyzer.judge.NameMatch;
import org.starttls.census.analyzer.judge.Truth;

/**
 * What a session's certificate is worth.
 *
 * @param matchesMx whether a DNS name of the leaf is the MX host's; UNKNOWN if the leaf cannot be read
 * @param reasons every status that applies, in the order of precedence; at least one
 */
public record CertificateVerdict(ChainTrust trust, Truth matchesMx, List<CertificateStatus> reasons) {
    /** The leaf cannot be parsed. */
    public static final CertificateVerdict UNPARSABLE =
            new CertificateVerdict(ChainTrust.UNKNOWN, Truth.UNKNOWN, List.of(CertificateStatus.UNPARSABLE));

    public CertificateVerdict {
        Objects.requireNonNull(trust);
        Objects.requireNonNull(matchesMx);
        reasons = List.copyOf(reasons);
        if (reasons.isEmpty()) {
            throw new IllegalArgumentException("no status");
        }
    }

    /**
     * Joins path and name.
     *
     * @param dnsNames of the leaf
     * @param mxHost A-labels, lower case
     */
    public static CertificateVerdict of(ChainFindings chain, List<String> dnsNames, String mxHost, Instant shownAt) {
        ChainFindings.AtInstant path = chain.at(shownAt);
        Truth matchesMx = NameMatch.of(mxHost, dnsNames);
        List<CertificateStatus> reasons = new ArrayList<>(path.reasons());
        if (matchesMx == Truth.NO) {
            reasons.add(CertificateStatus.NAME_MISMATCH);
        }
        if (reasons.isEmpty()) {
            reasons.add(CertificateStatus.VALID);
        }
        return new CertificateVerdict(path.trust(), matchesMx, reasons);
    }

    /** The first that applies. */
    public CertificateStatus status() {
        return reasons.get(0);
    }
}
