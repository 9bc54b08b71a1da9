package org.starttls.census.crawler.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.starttls.census.crawler.campaign.CampaignFolder;
import org.starttls.census.crawler.campaign.JacksonManifest;
import org.starttls.census.crawler.campaign.Manifest;
import org.starttls.census.crawler.observe.JacksonProgress;
import org.starttls.census.crawler.observe.ProgressText;
import org.starttls.census.crawler.observe.TerminalText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code status CAMPAIGN}: where a campaign is, at any time and after any crash. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Shows what is done, in flight and waiting in a campaign, stage by stage.",
        footerHeading = "%nExamples:%n",
        footer = {"  census status first", "  census status --json campaigns/first"})
final class StatusCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "CAMPAIGN",
            description = "The campaign: its folder, or its name below --out.")
    private String campaign;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "campaigns",
            description = "Where campaigns lie (default: ${DEFAULT-VALUE}/).")
    private Path out;

    @Option(names = "--json", description = "Answer as one JSON object on standard output.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        CampaignFolder folder = CampaignFolder.find(campaign, out);
        Manifest manifest = JacksonManifest.read(folder.manifest());
        Optional<JacksonProgress.Snapshot> snapshot = JacksonProgress.read(folder.progress());
        PrintWriter print = spec.commandLine().getOut();
        if (json) {
            print.println(JacksonProgress.status(manifest, snapshot));
            return 0;
        }
        Instant now = Clock.systemUTC().instant();
        print.println("campaign " + TerminalText.escape(manifest.name()) + ", started " + manifest.startedAt()
                + (manifest.isRecorded()
                        ? ", recorded " + manifest.endedAt().orElseThrow()
                        : ", not finished; to go on: census scan --resume " + folder.root()));
        if (snapshot.isEmpty()) {
            print.println("no books yet: the scan ended in its first second");
            return 0;
        }
        Duration elapsed = Duration.between(manifest.startedAt(), snapshot.get().at());
        print.println("books as of " + snapshot.get().at());
        for (String line : ProgressText.block(snapshot.get().progress(), elapsed, now)) {
            print.println(line);
        }
        return 0;
    }
}
