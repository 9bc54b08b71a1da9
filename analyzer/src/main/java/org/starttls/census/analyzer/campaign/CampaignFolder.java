package org.starttls.census.analyzer.campaign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.starttls.census.schemas.Table;

/**
 * The folder of one campaign.
 *
 * <pre>{@code
 * CAMPAIGN/manifest.json
 * CAMPAIGN/TABLE/*.parquet                               facts
 * CAMPAIGN/verdicts/RULES_VERSION/TABLE/*.parquet        its own verdicts
 * CAMPAIGN/verdicts/RULES_VERSION+LABEL/TABLE/*.parquet  others: another trust store, another time
 * CAMPAIGN/report/  CAMPAIGN/report+LABEL/
 * }</pre>
 */
public final class CampaignFolder {
    /** Where campaigns lie that are named without a path. */
    public static final Path DEFAULT_OUT = Path.of("campaigns");

    private final Path path;
    private final Manifest manifest;

    private CampaignFolder(Path path, Manifest manifest) {
        this.path = path;
        this.manifest = manifest;
    }

    /**
     * Opens a campaign given by its path or by its name below {@code out}.
     *
     * @throws ProblemException A001 unknown campaign, A003 unreadable manifest
     */
    public static CampaignFolder find(String campaign, Path out) {
        Objects.requireNonNull(campaign);
        Path found = candidates(campaign, out)
                .filter(candidate -> Files.isRegularFile(candidate.resolve("manifest.json")))
                .findFirst()
                .orElseThrow(() -> unknown(campaign, out).asException());
        return new CampaignFolder(found, new JacksonManifest(found.resolve("manifest.json")).read());
    }

    private static Stream<Path> candidates(String campaign, Path out) {
        try {
            return Stream.of(Path.of(campaign), out.resolve(campaign));
        } catch (InvalidPathException e) {
            return Stream.empty();
        }
    }

    private static Problem unknown(String campaign, Path out) {
        List<String> names = known(out);
        return new Problem(
                "A001",
                ExitStatus.WRONG_CALL,
                "there is no campaign " + campaign,
                "no manifest.json in " + campaign + " nor in " + out.resolve("") + "/" + campaign,
                "nothing was read or written",
                names.isEmpty() ? "make one: census demo" : "campaigns in " + out + ": " + String.join(", ", names));
    }

    private static List<String> known(Path out) {
        if (!Files.isDirectory(out)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(out)) {
            return folders.filter(folder -> Files.isRegularFile(folder.resolve("manifest.json")))
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .limit(10)
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    public Path path() {
        return path;
    }

    public Manifest manifest() {
        return manifest;
    }

    /** The folder of a set of verdicts; it need not exist. */
    public Path verdicts(VerdictSet set) {
        return path.resolve("verdicts").resolve(set.folder());
    }

    /** The sets of a rules version that are there: the campaign's own, then the others by label. */
    public List<VerdictSet> verdictSets(String rulesVersion) {
        VerdictSet own = VerdictSet.own(rulesVersion);
        Stream<VerdictSet> first = Files.isDirectory(verdicts(own)) ? Stream.of(own) : Stream.empty();
        Path folder = path.resolve("verdicts");
        if (!Files.isDirectory(folder)) {
            return first.toList();
        }
        try (Stream<Path> sets = Files.list(folder)) {
            Stream<VerdictSet> others = sets.filter(Files::isDirectory)
                    .flatMap(set -> VerdictSet.labelled(String.valueOf(set.getFileName()), rulesVersion).stream())
                    .sorted(Comparator.comparing(VerdictSet::label));
            return Stream.concat(first, others).toList();
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
    }

    /** The folder of the report of a set of verdicts; it need not exist. */
    public Path report(VerdictSet set) {
        return path.resolve(set.isOwn() ? "report" : "report+" + set.label());
    }

    /** The trust store of the campaign; absent: that of the JDK. */
    public Optional<Path> trustStore() {
        return manifest.trustStore().file().map(path::resolve);
    }

    /**
     * The files of a table, by name. None is a table without rows.
     *
     * @param set of verdicts; facts do not ask
     * @throws ProblemException A004 if the folder cannot be listed
     */
    public List<Path> files(Table table, VerdictSet set) {
        Path folder = switch (table.kind()) {
            case FACT -> path.resolve(table.tableName());
            case VERDICT -> verdicts(set).resolve(table.tableName());
        };
        return parquetFiles(folder);
    }

    /** Files of a table in any folder, by name. Names that begin with a dot or an underscore are being written. */
    public static List<Path> parquetFiles(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches("[^._].*\\.parquet"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
    }

    private static ProblemException unreadable(Path folder, IOException e) {
        return new Problem(
                        "A004",
                        ExitStatus.UNREADABLE_INPUT,
                        "a table of the campaign cannot be read",
                        folder + ": " + e,
                        "no figure can be computed; nothing was written",
                        "check the permissions of " + folder)
                .causedBy(e);
    }
}
