package org.starttls.census.analyzer.judge.chain;

import java.time.Instant;
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
     * @param isSentDecided whether the search among sent certificates came to its end
     * @param isCompletedDecided the same with known intermediates
     */
    record Effort(int checks, boolean isSentDecided, boolean isCompletedDecided) {}

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
     * @param trust as sent
     * @param trustWithKnown with the help of known intermediates
     * @param reasons in the order of precedence; none if the path is good
     * @param broken the rules behind CONSTRAINT_VIOLATED
     */
    public record AtInstant(
            ChainTrust trust, ChainTrust trustWithKnown, List<CertificateStatus> reasons, List<Rule> broken) {
        public AtInstant {
            Objects.requireNonNull(trust);
            Objects.requireNonNull(trustWithKnown);
            reasons = List.copyOf(reasons);
            broken = List.copyOf(broken);
        }
    }

    /** The best path decides; one of sent certificates before one that is not. */
    public AtInstant at(Instant instant) {
        Optional<CertificatePath> asSent = best(sent, instant);
        if (isGood(asSent, instant)) {
            return new AtInstant(ChainTrust.TRUSTED, ChainTrust.TRUSTED, List.of(), List.of());
        }
        Optional<CertificatePath> known = best(completed, instant);
        CertificatePath path = asSent.or(() -> known).orElse(fragment);
        Set<CertificateStatus> reasons = path.reasons(instant);
        if (asSent.isEmpty()) {
            reasons.add(known.isPresent() ? CertificateStatus.INCOMPLETE_CHAIN : withoutPath);
        } else if (isGood(known, instant)) {
            // A sent path that fails only above the leaf is incomplete if a known intermediate makes it good.
            reasons.add(CertificateStatus.INCOMPLETE_CHAIN);
        }
        boolean isDecided = asSent.isPresent() || effort.isSentDecided();
        return new AtInstant(
                isDecided ? ChainTrust.UNTRUSTED : ChainTrust.UNKNOWN,
                trustWithKnown(known, instant),
                List.copyOf(reasons),
                path.broken());
    }

    private ChainTrust trustWithKnown(Optional<CertificatePath> known, Instant instant) {
        if (isGood(known, instant)) {
            return ChainTrust.TRUSTED;
        }
        return known.isPresent() || effort.isCompletedDecided() ? ChainTrust.UNTRUSTED : ChainTrust.UNKNOWN;
    }

    private static boolean isGood(Optional<CertificatePath> path, Instant instant) {
        return path.filter(found -> found.reasons(instant).isEmpty()).isPresent();
    }

    Effort effort() {
        return effort;
    }

    private static Optional<CertificatePath> best(List<CertificatePath> paths, Instant instant) {
        return paths.stream().max(CertificatePath.bestAt(instant));
    }
}
