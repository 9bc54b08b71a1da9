package org.starttls.census.analyzer.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.starttls.census.analyzer.campaign.CampaignFolder;
import org.starttls.census.analyzer.engine.DuckdbEngine;
import org.starttls.census.analyzer.engine.Engine;
import org.starttls.census.analyzer.verdict.TrustStore;
import org.starttls.census.analyzer.verdict.VerdictFolder;
import org.starttls.census.schemas.Table;

/**
 * What {@code judge} and {@code rejudge} did.
 *
 * @param folder where the verdicts lie
 * @param rows by table
 */
record Judgement(Path folder, Map<Table, Long> rows) {
    /** No folder has this name: the verdicts of before, whatever their state, are not read. */
    private static final String NO_VERDICTS = ".none";

    Judgement {
        Objects.requireNonNull(folder);
        Objects.requireNonNull(rows);
    }

    /** Judges the campaign that the options name. */
    static Judgement of(CampaignOptions options, Optional<Path> trustStore, Optional<Instant> at) {
        CampaignFolder campaign = options.folder();
        TrustStore anchors = trustStore
                .map(file -> TrustStore.pem(String.valueOf(file.getFileName()), file))
                .orElseGet(() -> TrustStore.of(campaign));
        VerdictFolder verdicts = new VerdictFolder(campaign);
        try (Engine engine = DuckdbEngine.open(campaign, NO_VERDICTS, CampaignOptions.engineLimits(campaign))) {
            return new Judgement(verdicts.path(), verdicts.write(engine, anchors, at));
        }
    }
}
