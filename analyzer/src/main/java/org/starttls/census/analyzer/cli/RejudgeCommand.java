package org.starttls.census.analyzer.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.starttls.census.analyzer.campaign.ExitStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code rejudge CAMPAIGN}: the same facts under another trust store or at another time. */
@Command(
        name = "rejudge",
        mixinStandardHelpOptions = true,
        description = {
            "Judges a campaign again from its stored facts, by another trust store or as of another time, and",
            "replaces its verdicts. judgement.json says by what it was judged."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  census rejudge demo --trust-store mozilla-2027-01.pem",
            "  census rejudge demo --at 2027-01-01T00:00:00Z"
        })
final class RejudgeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private CampaignOptions options;

    @Option(
            names = "--trust-store",
            paramLabel = "FILE",
            description = "Trust anchors in PEM form (default: those of the campaign, or of this JDK).")
    private Path trustStore;

    @Option(
            names = "--at",
            paramLabel = "INSTANT",
            description = "Judge every chain as of this time, as 2027-01-01T00:00:00Z (default: when it was shown).")
    private Instant at;

    @Override
    public Integer call() {
        Judgement judgement = Judgement.of(options, Optional.ofNullable(trustStore), Optional.ofNullable(at));
        JudgeCommand.print(judgement, options.json(), spec.commandLine().getOut());
        return ExitStatus.DONE.code();
    }
}
