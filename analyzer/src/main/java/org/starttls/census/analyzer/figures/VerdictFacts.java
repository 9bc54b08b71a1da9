package org.starttls.census.analyzer.figures;

import java.time.Instant;
import java.util.Objects;
import org.starttls.census.analyzer.campaign.CampaignFolder;
import org.starttls.census.analyzer.campaign.VerdictSet;
import org.starttls.census.analyzer.verdict.JudgedBy;
import org.starttls.census.analyzer.verdict.JudgedBy.Source;
import org.starttls.census.analyzer.verdict.VerdictFolder;

/**
 * What a report says of a set of verdicts. An absent text is empty.
 *
 * @param intermediates name of a bundle known beside what the campaign saw
 * @param at ISO 8601, UTC; empty where each chain is judged at the time of its probe
 */
public record VerdictFacts(
        String label,
        String trustStoreName,
        String trustStoreSha256,
        String intermediates,
        String intermediatesSha256,
        String at) {
    public VerdictFacts {
        Objects.requireNonNull(label);
        Objects.requireNonNull(trustStoreName);
        Objects.requireNonNull(trustStoreSha256);
        Objects.requireNonNull(intermediates);
        Objects.requireNonNull(intermediatesSha256);
        Objects.requireNonNull(at);
    }

    /** By its judgement.json; where that does not say, by the campaign's manifest. */
    static VerdictFacts of(CampaignFolder campaign, VerdictSet set) {
        return new VerdictFolder(campaign, set)
                .judgedBy()
                .map(by -> of(set, by))
                .orElseGet(() -> new VerdictFacts(
                        set.label(),
                        campaign.manifest().trustStore().name(),
                        campaign.manifest().trustStore().sha256(),
                        "",
                        "",
                        ""));
    }

    private static VerdictFacts of(VerdictSet set, JudgedBy by) {
        return new VerdictFacts(
                set.label(),
                by.trustStore().name(),
                by.trustStore().sha256(),
                by.intermediates().map(Source::name).orElse(""),
                by.intermediates().map(Source::sha256).orElse(""),
                by.at().map(Instant::toString).orElse(""));
    }

    public boolean areOwn() {
        return label.equals(VerdictSet.OWN);
    }

    /** In words: "by mozilla.pem and the intermediates of more.pem, as of 2027-01-01T00:00:00Z". */
    public String words() {
        return "by " + trustStoreName
                + (intermediates.isEmpty() ? "" : " and the intermediates of " + intermediates)
                + (at.isEmpty() ? ", at the time of each probe" : ", as of " + at);
    }
}
