package org.starttls.census.analyzer.verdict;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.starttls.census.analyzer.campaign.CampaignFolder;
import org.starttls.census.analyzer.campaign.ExitStatus;
import org.starttls.census.analyzer.campaign.Problem;
import org.starttls.census.analyzer.campaign.VerdictSet;
import org.starttls.census.analyzer.engine.Engine;
import org.starttls.census.schemas.Table;

/** The folder of one set of verdicts. Written aside, then put in the place of the one before. */
public final class VerdictFolder {
    private final CampaignFolder campaign;
    private final VerdictSet set;
    private final Path folder;

    public VerdictFolder(CampaignFolder campaign, VerdictSet set) {
        this.campaign = campaign;
        this.set = set;
        this.folder = campaign.verdicts(set);
    }

    public Path path() {
        return folder;
    }

    /** What the verdicts that lie there were reached by; empty where there are none, or they do not say. */
    public Optional<JudgedBy> judgedBy() {
        return JacksonJudgement.read(folder);
    }

    /**
     * Refuses to replace labelled verdicts that were reached by something else.
     *
     * @throws org.starttls.census.analyzer.campaign.ProblemException A009
     */
    public void requireSame(Terms terms) {
        Optional<JudgedBy> there = judgedBy();
        if (!set.isOwn() && there.isPresent() && !there.get().equals(JudgedBy.of(terms))) {
            throw new Problem(
                            "A009",
                            ExitStatus.WRONG_CALL,
                            "there are other verdicts called " + set.label(),
                            folder + " was judged by " + there.get().words() + ", not by "
                                    + JudgedBy.of(terms).words(),
                            "nothing was judged; those verdicts are as they were",
                            "call the new ones otherwise: --as LABEL; or remove that folder")
                    .asException();
        }
    }

    /**
     * Judges and writes.
     *
     * @param engine has every fact table of the campaign; its views of verdicts are void afterwards
     * @return rows by table
     */
    public Map<Table, Long> write(Engine engine, Terms terms) {
        requireSame(terms);
        Path aside = folder.resolveSibling("." + folder.getFileName() + ".tmp");
        try {
            delete(aside);
            Files.createDirectories(aside);
            Map<Table, Long> rows = Judging.write(engine, terms, aside);
            JacksonJudgement.write(aside, campaign.manifest(), set, terms, rows);
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
