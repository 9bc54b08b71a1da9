package org.starttls.census.analyzer.judge.chain;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.starttls.census.analyzer.judge.CertificateStatus;
import org.starttls.census.analyzer.judge.ChainTrust;

/** All that can be said of a chain without the time. {@link #at} says the rest. */
public final class ChainFindings {
    private final List<CertificatePath> sent;
    private final List<CertificatePath> completed;
    private final CertificatePath fragment;
    private final CertificateStatus withoutPath;
    private final boolean isDecided;

    /**
     * @param sent paths of sent certificates
     * @param completed paths that need known intermediates
     * @param fragment as far as certificates led without an anchor
     * @param withoutPath what is to be said if there is no path at all
     * @param isDecided whether the search came to its end
     */
    ChainFindings(
            List<CertificatePath> sent,
            List<CertificatePath> completed,
            CertificatePath fragment,
            CertificateStatus withoutPath,
            boolean isDecided) {
        this.sent = List.copyOf(sent);
        this.completed = List.copyOf(completed);
        this.fragment = Objects.requireNonNull(fragment);
        this.withoutPath = Objects.requireNonNull(withoutPath);
        this.isDecided = isDecided;
    }

    /**
     * The chain at an instant, without regard to names.
     *
     * @param reasons in the order of precedence; none if the path is good
     */
    public record AtInstant(ChainTrust trust, List<CertificateStatus> reasons) {
        public AtInstant {
            Objects.requireNonNull(trust);
            reasons = List.copyOf(reasons);
        }
    }

    /** The best path decides; one of sent certificates before one that is not. */
    public AtInstant at(Instant instant) {
        Optional<CertificatePath> asSent = best(sent, instant);
        if (asSent.isPresent()) {
            Set<CertificateStatus> reasons = asSent.get().reasons(instant);
            return reasons.isEmpty()
                    ? new AtInstant(ChainTrust.TRUSTED, List.of())
                    : new AtInstant(ChainTrust.UNTRUSTED, List.copyOf(orCompleted(reasons, instant)));
        }
        Optional<CertificatePath> known = best(completed, instant);
        Set<CertificateStatus> reasons =
                EnumSet.of(known.isPresent() ? CertificateStatus.INCOMPLETE_CHAIN : withoutPath);
        reasons.addAll(known.orElse(fragment).reasons(instant));
        return new AtInstant(isDecided ? ChainTrust.UNTRUSTED : ChainTrust.UNKNOWN, List.copyOf(reasons));
    }

    /** A sent path that fails only above the leaf is incomplete if a known intermediate makes it good. */
    private Set<CertificateStatus> orCompleted(Set<CertificateStatus> reasons, Instant instant) {
        boolean isCompleted = best(completed, instant)
                .filter(path -> path.reasons(instant).isEmpty())
                .isPresent();
        if (isCompleted) {
            reasons.add(CertificateStatus.INCOMPLETE_CHAIN);
        }
        return reasons;
    }

    private static Optional<CertificatePath> best(List<CertificatePath> paths, Instant instant) {
        return paths.stream().max(CertificatePath.bestAt(instant));
    }
}
