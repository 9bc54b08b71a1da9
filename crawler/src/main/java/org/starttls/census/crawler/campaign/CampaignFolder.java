package org.starttls.census.crawler.campaign;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A campaign on disk.
 *
 * <pre>
 *   manifest.json      what was planned, from where, and what came of it
 *   progress.json      the books at the last second of a running scan
 *   trust-store.pem    the trust store given with --trust-store
 *   input/             the list, if it came by standard input
 *   .broker/           data of the embedded Kafka, until the campaign is recorded
 *   TABLE/*.parquet    facts
 * </pre>
 */
public record CampaignFolder(Path root) {
    public CampaignFolder {
        Objects.requireNonNull(root);
    }

    /** Makes the folder and its parents. */
    public static CampaignFolder create(Path root) {
        if (root.getParent() != null) {
            try {
                Files.createDirectories(root.getParent());
            } catch (IOException e) {
                throw notWritable(root.getParent(), e);
            }
        }
        try {
            Files.createDirectory(root);
            return new CampaignFolder(root);
        } catch (FileAlreadyExistsException e) {
            throw new Problem(
                            "C101",
                            ExitStatus.WRONG_CALL,
                            "the campaign's folder exists",
                            root + " is there already",
                            "nothing was started, nothing in it was touched",
                            "choose another --campaign NAME, or go on with it: census scan --resume " + root)
                    .causedBy(e);
        } catch (IOException e) {
            throw notWritable(root, e);
        }
    }

    /**
     * Finds a campaign that is there.
     *
     * @param name a path, or a name under {@code out}
     */
    public static CampaignFolder find(String name, Path out) {
        for (Path candidate : List.of(Path.of(name), out.resolve(name))) {
            if (Files.isRegularFile(candidate.resolve("manifest.json"))) {
                return new CampaignFolder(candidate);
            }
        }
        throw new Problem(
                "C102",
                ExitStatus.WRONG_CALL,
                "there is no campaign " + name,
                "neither " + Path.of(name) + " nor " + out.resolve(name) + " has a manifest.json",
                "nothing was started",
                "name the campaign's folder, or --out DIR where it lies");
    }

    public Path manifest() {
        return root.resolve("manifest.json");
    }

    public Path progress() {
        return root.resolve("progress.json");
    }

    public Path trustStore() {
        return root.resolve("trust-store.pem");
    }

    public Path standardInput() {
        return root.resolve("input").resolve("standard-input");
    }

    public Path broker() {
        return root.resolve(".broker");
    }

    public String name() {
        return root.toAbsolutePath().normalize().getFileName().toString();
    }

    /** Removes the broker's data, which nobody needs once every table is in place. */
    public void removeBroker() throws IOException {
        if (!Files.exists(broker())) {
            return;
        }
        List<Path> deepestFirst;
        try (Stream<Path> below = Files.walk(broker())) {
            deepestFirst = below.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.deleteIfExists(path);
        }
    }

    /** What to say when the campaign cannot be written to. */
    public static Problem notWritable(Path where, IOException cause) {
        String because = cause instanceof NoSuchFileException ? "there is no folder " + where : cause.toString();
        return new Problem(
                        "C103",
                        ExitStatus.DEPENDENCY_MISSING,
                        "the campaign cannot be written",
                        because,
                        "what was measured before is kept",
                        "free or change the disk (df -h " + where + "), or choose another --out DIR")
                .causedBy(cause);
    }
}
