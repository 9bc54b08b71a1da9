package org.starttls.census.analyzer.cli;

import java.nio.file.Path;
import org.starttls.census.analyzer.campaign.CampaignFolder;
import org.starttls.census.analyzer.engine.EngineLimits;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which campaign a command is about, and what it may use. Shared by every command that reads one. */
final class CampaignOptions {
    @Parameters(
            index = "0",
            paramLabel = "CAMPAIGN",
            description = "The campaign: its folder, or its name below --out.")
    private String campaign;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where campaigns lie that are given by name (default: campaigns/).")
    private Path out = CampaignFolder.DEFAULT_OUT;

    @Option(names = "--json", description = "Answer, and report errors, as one JSON object on standard output.")
    private boolean json;

    CampaignFolder folder() {
        return CampaignFolder.find(campaign, out);
    }

    boolean json() {
        return json;
    }

    /** The engine spills into the campaign's own file system, where there is room for its tables. */
    static EngineLimits engineLimits(CampaignFolder folder) {
        return EngineLimits.spillingTo(folder.path().resolve(".spill"));
    }
}
