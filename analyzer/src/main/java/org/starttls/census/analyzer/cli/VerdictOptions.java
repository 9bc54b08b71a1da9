package org.starttls.census.analyzer.cli;

import java.util.stream.Collectors;
import org.starttls.census.analyzer.campaign.CampaignFolder;
import org.starttls.census.analyzer.campaign.ExitStatus;
import org.starttls.census.analyzer.campaign.Problem;
import org.starttls.census.analyzer.campaign.VerdictSet;
import picocli.CommandLine.Option;

/** Which verdicts of a campaign a command reads. */
final class VerdictOptions {
    @Option(
            names = "--rules",
            paramLabel = "VERSION",
            description = "Verdicts of this rules version (default: ${DEFAULT-VALUE}).",
            defaultValue = "1")
    private String rulesVersion;

    @Option(
            names = "--verdicts",
            paramLabel = "LABEL",
            description = "Verdicts that rejudge wrote beside the campaign's own, by their label (default: "
                    + "${DEFAULT-VALUE}).",
            defaultValue = VerdictSet.OWN)
    private String label;

    /**
     * The set that was asked for. A campaign that is not judged yet has its own all the same: empty tables.
     *
     * @throws org.starttls.census.analyzer.campaign.ProblemException A010 if there are no verdicts of that label
     */
    VerdictSet of(CampaignFolder campaign) {
        VerdictSet own = VerdictSet.own(rulesVersion);
        if (label.equals(own.label())) {
            return own;
        }
        return campaign.verdictSets(rulesVersion).stream()
                .filter(set -> set.label().equals(label))
                .findFirst()
                .orElseThrow(() -> unknown(campaign).asException());
    }

    private Problem unknown(CampaignFolder campaign) {
        String there = campaign.verdictSets(rulesVersion).stream()
                .map(VerdictSet::label)
                .collect(Collectors.joining(", "));
        return new Problem(
                "A010",
                ExitStatus.WRONG_CALL,
                "there are no verdicts called " + label,
                "below " + campaign.path().resolve("verdicts") + " are, of rules version " + rulesVersion + ": "
                        + (there.isEmpty() ? "none" : there),
                "nothing was read or written",
                "make them: census rejudge " + campaign.path() + " --help");
    }
}
