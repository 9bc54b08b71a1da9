package org.starttls.census.analyzer.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.starttls.census.analyzer.campaign.CampaignFolder;
import org.starttls.census.analyzer.campaign.VerdictSet;
import org.starttls.census.analyzer.engine.DuckdbEngine;
import org.starttls.census.analyzer.engine.Engine;
import org.starttls.census.analyzer.verdict.Terms;
import org.starttls.census.analyzer.verdict.VerdictFolder;
import org.starttls.census.schemas.Table;

/**
 * What {@code judge} and {@code rejudge} did.
 *
 * @param folder where the verdicts lie
 * @param rows by table
 */
record Judgement(VerdictSet set, Path folder, Map<Table, Long> rows) {
    Judgement {
        Objects.requireNonNull(set);
        Objects.requireNonNull(folder);
        Objects.requireNonNull(rows);
    }

    static Judgement of(CampaignFolder campaign, VerdictSet set, Terms terms) {
        VerdictFolder verdicts = new VerdictFolder(campaign, set);
        try (Engine engine = DuckdbEngine.openFacts(campaign, CampaignOptions.engineLimits(campaign))) {
            return new Judgement(set, verdicts.path(), verdicts.write(engine, terms));
        }
    }
}
