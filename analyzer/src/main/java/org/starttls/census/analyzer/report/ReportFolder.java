package org.starttls.census.analyzer.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.starttls.census.analyzer.campaign.ExitStatus;
import org.starttls.census.analyzer.campaign.Problem;
import org.starttls.census.analyzer.figures.CampaignFigures;
import org.starttls.census.analyzer.figures.FigureTable;

/**
 * Writes {@code report/}: first {@code report.json}, then, from what was read back from it and nothing else, the page and the
 * CSV files. Each file appears whole or not at all.
 */
public final class ReportFolder {
    private final Path folder;

    public ReportFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * Writes all files, in place of earlier ones.
     *
     * @throws org.starttls.census.analyzer.campaign.ProblemException A007 if the folder cannot be written
     */
    public void write(CampaignFigures computed) {
        try {
            byte[] json = JacksonReport.write(computed);
            put("report.json", json);
            CampaignFigures figures = JacksonReport.read(json);
            for (FigureTable table : figures.tables()) {
                put("tables/" + table.id() + ".csv", CsvTable.of(table));
            }
            put("tables/funnel.csv", CsvTable.funnel(figures));
            put("tables/figures.csv", CsvTable.figures(figures));
            put("index.html", new FreemarkerPage().html(figures));
        } catch (IOException e) {
            throw new Problem(
                            "A007",
                            ExitStatus.DEPENDENCY_MISSING,
                            "the report cannot be written",
                            e.toString(),
                            "the report is incomplete; the campaign itself is as it was",
                            "make room or permission for " + folder + " and run the same command again")
                    .causedBy(e);
        }
    }

    private void put(String name, String text) throws IOException {
        put(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private void put(String name, byte[] bytes) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Path aside = file.resolveSibling("." + file.getFileName() + ".tmp");
        Files.write(aside, bytes);
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    public Path page() {
        return folder.resolve("index.html");
    }
}
