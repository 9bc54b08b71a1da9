package org.starttls.census.analyzer.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.starttls.census.analyzer.campaign.CampaignFolder;
import org.starttls.census.analyzer.engine.DuckdbEngine;
import org.starttls.census.analyzer.figures.CampaignFigures;
import org.starttls.census.analyzer.figures.Figures;
import org.starttls.census.analyzer.figures.SmallCampaign;

class ReportFolderTest {
    @TempDir
    Path folder;

    private static CampaignFigures figures(Path path) {
        CampaignFolder campaign = CampaignFolder.find(path.toString(), Path.of("campaigns"));
        try (DuckdbEngine engine = SmallCampaign.open(campaign)) {
            return Figures.compute(engine, campaign, "1");
        }
    }

    private Map<String, String> report(String name, Path campaign) throws IOException {
        Path report = folder.resolve(name);
        new ReportFolder(report).write(figures(campaign));
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> written = Files.walk(report)) {
            for (Path file : written.filter(Files::isRegularFile).toList()) {
                files.put(report.relativize(file).toString(), Files.readString(file));
            }
        }
        return files;
    }

    @Test
    void writesTheSameBytesOfTheSameCampaign() throws IOException {
        Path campaign = SmallCampaign.write(folder.resolve("small"));

        assertThat(report("one", campaign)).isEqualTo(report("two", campaign)).containsKeys("report.json");
    }

    @Test
    void readsBackFromJsonWhatItWrote() throws IOException {
        CampaignFigures figures = figures(SmallCampaign.write(folder.resolve("small")));

        assertThat(JacksonReport.read(JacksonReport.write(figures))).isEqualTo(figures);
    }

    @Test
    void writesTheFunnelAndTheFiguresUnderTheirFixedKeys() throws IOException {
        String json =
                report("one", SmallCampaign.write(folder.resolve("small"))).get("report.json");

        assertThat(json)
                .contains("\"id\" : \"N7\"", "\"lost\" : {", "\"TIMED_OUT\" : 1", "\"N7.lost.TIMED_OUT\" : 1")
                .contains("\"id\" : \"starttls.domain.any\"", "\"numerator\" : 4", "\"lower\" : 0.571429");
    }

    @Test
    void disarmsFormulasOfPeersInCsv() throws IOException {
        Path campaign = SmallCampaign.write(folder.resolve("hostile"), 15, 12, "=cmd|' /c calc'!a1", "hello");

        assertThat(report("one", campaign).get("tables/t3-operators.csv")).contains("\n'=cmd|' /c calc'!a1,");
    }
}
