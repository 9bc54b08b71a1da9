package org.starttls.census.analyzer.verdict;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.starttls.census.analyzer.campaign.CampaignFolder;
import org.starttls.census.analyzer.engine.Engine;
import org.starttls.census.schemas.Table;

/** {@code verdicts/RULES_VERSION/} of a campaign. Written aside, then put in the place of the one before. */
public final class VerdictFolder {
    private final CampaignFolder campaign;
    private final Path folder;

    public VerdictFolder(CampaignFolder campaign) {
        this.campaign = campaign;
        this.folder = campaign.verdicts(Judging.RULES_VERSION);
    }

    public Path path() {
        return folder;
    }

    /**
     * Judges and writes.
     *
     * @param engine has every fact table of the campaign; its views of verdicts are void afterwards
     * @param at judges every chain at this instant; absent: at the time of its probe
     * @return rows by table
     */
    public Map<Table, Long> write(Engine engine, TrustStore trustStore, Optional<Instant> at) {
        Path aside = folder.resolveSibling("." + folder.getFileName() + ".tmp");
        try {
            delete(aside);
            Files.createDirectories(aside);
            Map<Table, Long> rows = Judging.write(engine, trustStore, at, aside);
            JacksonJudgement.write(aside, campaign.manifest(), trustStore, at, rows);
            delete(folder);
            Files.move(aside, folder);
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(folder)) {
            deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.delete(path);
        }
    }
}
