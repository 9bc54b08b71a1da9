package org.starttls.census.analyzer.judge.chain;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;
import org.starttls.census.analyzer.judge.CertificateStatus;

/**
 * Judges chains as shown: from the leaf, over the other certificates in any order, to a trust anchor; and if that leads
 * nowhere good, over intermediates known from elsewhere. Source: RFC 5280 s6.1. For any number of threads.
 */
public final class ChainJudge {
    private final TrustAnchors anchors;
    private final KnownIntermediates known;
    private final Signatures signatures;

    public ChainJudge(TrustAnchors anchors, KnownIntermediates known, Signatures signatures) {
        this.anchors = anchors;
        this.known = known;
        this.signatures = signatures;
    }

    /**
     * Judges one chain.
     *
     * @param chain as shown, the leaf first; certificates that cannot be parsed are left out
     */
    public ChainFindings judge(List<Certificate> chain) {
        Certificate leaf = chain.get(0);
        Set<Certificate> others = new LinkedHashSet<>(chain.subList(1, chain.size()));
        Function<X500Principal, List<Certificate>> bySubject = subject ->
                others.stream().filter(other -> other.subject().equals(subject)).toList();
        PathSearch sent = search(leaf, bySubject);
        Function<X500Principal, List<Certificate>> withKnown =
                subject -> Stream.concat(bySubject.apply(subject).stream(), known.bySubject().named(subject).stream())
                        .distinct()
                        .toList();
        PathSearch completed = search(leaf, withKnown);
        return new ChainFindings(
                sent.paths(),
                completed.paths(),
                sent.longest(leaf),
                signatures.isSelfSigned(leaf) ? CertificateStatus.SELF_SIGNED : CertificateStatus.UNTRUSTED_ROOT,
                new ChainFindings.Effort(sent.checks() + completed.checks(), !sent.hitLimit(), !completed.hitLimit()));
    }

    private PathSearch search(Certificate leaf, Function<X500Principal, List<Certificate>> intermediates) {
        return new PathSearch(anchors, signatures, intermediates).from(leaf);
    }
}
