package org.starttls.census.analyzer.judge.chain;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Intermediate certificates seen anywhere in a campaign that lead to a trust anchor. Whoever sends certificates with the
 * names of well-known CAs adds nothing: each must be signed by an anchor or by one that was accepted before.
 *
 * <p>Offer every certificate again until a round adds none. For one thread.
 */
public final class KnownIntermediates {
    private final TrustAnchors anchors;
    private final Signatures signatures;
    private final Set<Certificate> accepted = new HashSet<>();
    private TrustAnchors index = new TrustAnchors(List.of());

    public KnownIntermediates(TrustAnchors anchors, Signatures signatures) {
        this.anchors = anchors;
        this.signatures = signatures;
    }

    /** Whether it was added now. */
    public boolean offer(Certificate certificate) {
        if (!certificate.isCa() || anchors.contains(certificate) || accepted.contains(certificate)) {
            return false;
        }
        List<Certificate> issuers = new ArrayList<>(anchors.named(certificate.issuer()));
        issuers.addAll(index.named(certificate.issuer()));
        if (issuers.stream().limit(PathSearch.MAX_CHECKS).noneMatch(issuer -> signatures.verify(certificate, issuer))) {
            return false;
        }
        return accepted.add(certificate);
    }

    /** Ends a round: what was added vouches for others from now on. */
    public void endRound() {
        index = new TrustAnchors(accepted);
    }

    TrustAnchors bySubject() {
        return index;
    }
}
