package org.starttls.census.analyzer.verdict;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.starttls.census.analyzer.campaign.CampaignFolder;

/**
 * What a set of verdicts is reached by, beside the facts and the rules.
 *
 * @param intermediates known beside those seen in the campaign
 * @param at when every chain is judged; absent: at the time of its probe
 */
public record Terms(TrustStore trustStore, Optional<Intermediates> intermediates, Optional<Instant> at) {
    public Terms {
        Objects.requireNonNull(trustStore);
        Objects.requireNonNull(intermediates);
        Objects.requireNonNull(at);
    }

    /**
     * Those of a campaign's own verdicts.
     *
     * @throws org.starttls.census.analyzer.campaign.ProblemException A007 if its trust store cannot be read
     */
    public static Terms own(CampaignFolder campaign) {
        return new Terms(TrustStore.of(campaign), Optional.empty(), Optional.empty());
    }
}
