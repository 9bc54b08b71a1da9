package org.starttls.census.analyzer.judge.chain;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.starttls.census.analyzer.judge.CertificateStatus;
import org.starttls.census.analyzer.judge.ChainTrust;
import org.starttls.census.analyzer.judge.Rule;

/** All that can be said of a chain without the time. {@link #at} says the rest. */
public final class ChainFindings {
    private final List<CertificatePath> sent;
    private final List<CertificatePath> completed;
    private final CertificatePath fragment;
    private final CertificateStatus withoutPath;
    private final Effort effort;

    /**
     * What the search cost.
     *
     * @param checks of signatures
     * @param isDecided whether it came to its end
     */
    record Effort(int checks, boolean isDecided) {}

    /**
     * @param sent paths of sent certificates
     * @param completed paths that need known intermediates
     * @param fragment as far as certificates led without an anchor
     * @param withoutPath what is to be said if there is no path at all
     */
    ChainFindings(
            List<CertificatePath> sent,
            List<CertificatePath> completed,
            CertificatePath fragment,
            CertificateStatus withoutPath,
            Effort effort) {
        this.sent = List.copyOf(sent);
        this.completed = List.copyOf(completed);
        this.fragment = Objects.requireNonNull(fragment);
        this.withoutPath = Objects.requireNonNull(withoutPath);
        this.effort = Objects.requireNonNull(effort);
    }

    /**
     * The chain at an instant, without regard to names.
     *
     * @param reasons in the order of precedence; none if the path is good
     * @param broken the rules behind CONSTRAINT_VIOLATED
     */
    public record AtInstant(ChainTrust trust, List<CertificateStatus> reasons, List<Rule> broken) {
        public AtInstant {
            Objects.requireNonNull(trust);
            reasons = List.copyOf(reasons);
            broken = List.copyOf(broken);
        }
    }

    /** The best path decides; one of sent certificates before one that is not. */
    public AtInstant at(Instant instant) {
        Optional<CertificatePath> asSent = best(sent, instant);
        if (asSent.isPresent()) {
            CertificatePath path = asSent.get();
            Set<CertificateStatus> reasons = path.reasons(instant);
            return reasons.isEmpty()
                    ? new AtInstant(ChainTrust.TRUSTED, List.of(), List.of())
                    : new AtInstant(ChainTrust.UNTRUSTED, List.copyOf(orCompleted(reasons, instant)), path.broken());
        }
        Optional<CertificatePath> known = best(completed, instant);
        CertificatePath path = known.orElse(fragment);
        Set<CertificateStatus> reasons =
                EnumSet.of(known.isPresent() ? CertificateStatus.INCOMPLETE_CHAIN : withoutPath);
        reasons.addAll(path.reasons(instant));
        ChainTrust trust = effort.isDecided() ? ChainTrust.UNTRUSTED : ChainTrust.UNKNOWN;
        return new AtInstant(trust, List.copyOf(reasons), path.broken());
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

    Effort effort() {
        return effort;
    }

    private static Optional<CertificatePath> best(List<CertificatePath> paths, Instant instant) {
        return paths.stream().max(CertificatePath.bestAt(instant));
    }
}
