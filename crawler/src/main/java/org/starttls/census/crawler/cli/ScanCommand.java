package org.starttls.census.crawler.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.starttls.census.crawler.campaign.CampaignFolder;
import org.starttls.census.crawler.campaign.ExitStatus;
import org.starttls.census.crawler.campaign.JacksonManifest;
import org.starttls.census.crawler.campaign.Manifest;
import org.starttls.census.crawler.campaign.Problem;
import org.starttls.census.crawler.campaign.ScanConfiguration;
import org.starttls.census.crawler.observe.ProgressDisplay;
import org.starttls.census.crawler.stream.PipelineException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code scan LIST}: one campaign on this machine, from the list to tables, verdicts and, if asked, the report. */
@Command(
        name = "scan",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Finds the mail hosts of every domain of the list, talks to each of them, keeps what was said.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  census scan domains.txt --ehlo-name scanner.example.org --opt-out optout.txt --report",
            "  zcat top-1m.csv.gz | census scan - --campaign top-1m --limit 10000 --ehlo-name scanner.example.org",
            "  census scan --resume campaigns/top-1m"
        })
final class ScanCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ScanOptions options;

    @Option(
            names = "--campaign",
            paramLabel = "NAME",
            description = "Name of the campaign (default: the list's name and the UTC start).")
    private String campaign;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "campaigns",
            description = "Where campaigns lie (default: ${DEFAULT-VALUE}/).")
    private Path out;

    @Option(names = "--resume", paramLabel = "CAMPAIGN", description = "Go on with a campaign that was interrupted.")
    private String resume;

    @Option(names = "--report", description = "Write the report at the end.")
    private boolean report;

    @Option(names = "--print-config", description = "Print the effective configuration and stop.")
    private boolean printConfig;

    @Option(names = "--json", description = "The closing summary as one JSON object on standard output.")
    private boolean json;

    @Option(names = "--quiet", description = "The closing summary only.")
    private boolean quiet;

    @Override
    public Integer call() throws IOException, InterruptedException, PipelineException {
        PrintWriter print = spec.commandLine().getOut();
        if (resume != null) {
            return resume(print);
        }
        ScanConfiguration configuration = options.configuration();
        if (printConfig) {
            configuration.toMap().forEach((key, value) -> print.println(key + " = " + value.replace("\n", " ")));
            return ExitStatus.DONE.status();
        }
        ScanPreparation preparation = ScanPreparation.of(configuration);
        CampaignFolder folder = CampaignFolder.create(preparation.folder(campaign, out));
        Manifest manifest = preparation.begin(folder);
        return run(folder, manifest, preparation, print);
    }

    private int resume(PrintWriter print) throws IOException, InterruptedException, PipelineException {
        CampaignFolder folder = CampaignFolder.find(resume, out);
        Manifest manifest = JacksonManifest.read(folder.manifest());
        ScanConfiguration configuration;
        try {
            configuration = options.resumed(manifest.configuration(), given());
        } catch (IllegalArgumentException e) {
            throw new Problem(
                            "C104",
                            ExitStatus.UNREADABLE_INPUT,
                            "the campaign's manifest cannot be read",
                            folder.manifest() + ": " + e.getMessage(),
                            "nothing was started",
                            "restore manifest.json from a copy of the campaign, or scan anew")
                    .causedBy(e);
        }
        if (manifest.isRecorded()) {
            print.println("campaign " + manifest.name() + " is complete since "
                    + manifest.endedAt().orElseThrow() + "; nothing to do");
            return ExitStatus.DONE.status();
        }
        ScanPreparation preparation = ScanPreparation.resumed(configuration, folder);
        preparation.checkSameList(manifest);
        return run(folder, manifest, preparation, print);
    }

    private int run(CampaignFolder folder, Manifest manifest, ScanPreparation preparation, PrintWriter print)
            throws IOException, InterruptedException, PipelineException {
        ProgressDisplay.Mode mode = quiet
                ? ProgressDisplay.Mode.QUIET
                : Boolean.getBoolean("census.terminal") && !json
                        ? ProgressDisplay.Mode.TERMINAL
                        : ProgressDisplay.Mode.PLAIN;
        if (!quiet && !json) {
            print.println("campaign " + folder.root());
        }
        return new ScanRun(folder, manifest, preparation, Installation.here())
                .run(new ScanRun.Wishes(mode, report, json), print);
    }

    private List<String> given() {
        return spec.commandLine().getParseResult().matchedOptions().stream()
                .map(option -> option.longestName())
                .toList();
    }
}
