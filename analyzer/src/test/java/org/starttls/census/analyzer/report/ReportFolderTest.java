package org.starttls.census.analyzer.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.starttls.census.analyzer.campaign.CampaignFolder;
import org.starttls.census.analyzer.campaign.VerdictSet;
import org.starttls.census.analyzer.engine.DuckdbEngine;
import org.starttls.census.analyzer.figures.CampaignFigures;
import org.starttls.census.analyzer.figures.Figures;
import org.starttls.census.analyzer.figures.SmallCampaign;
import org.starttls.census.analyzer.figures.SyntheticCampaign;

class ReportFolderTest {
    @TempDir
    Path folder;

    private static CampaignFigures figures(Path path) {
        CampaignFolder campaign = CampaignFolder.find(path.toString(), Path.of("campaigns"));
        try (DuckdbEngine engine = SmallCampaign.open(campaign)) {
            return Figures.compute(engine, campaign, VerdictSet.own("1"));
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

        assertThat(report("one", campaign))
                .isEqualTo(report("two", campaign))
                .containsKeys("report.json", "index.html", "tables/funnel.csv", "tables/t3-operators.csv");
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

    @Test
    void makesOneFileThatRunsNothingAndAsksForNothing() throws IOException {
        Path campaign = SmallCampaign.write(folder.resolve("hostile"), 15, 12, HOSTILE, "<script>alert(1)</script>");

        String page = report("one", campaign).get("index.html");

        assertThat(page)
                .doesNotContain("<script", "javascript:", "http:", "https:", "//", "<iframe", "<object", "@import")
                .doesNotContain("<img")
                .contains("default-src 'none'");
        Matcher links = Pattern.compile("(?:href|src)=\"([^\"]*)\"").matcher(page);
        while (links.find()) {
            assertThat(links.group(1)).matches("#[a-z0-9.-]+|tables/[a-z0-9-]+\\.csv|report\\.json|data:,");
        }
    }

    @Test
    void showsWhatAPeerWroteWithoutObeyingIt() throws IOException {
        Path campaign = SmallCampaign.write(folder.resolve("hostile"), 15, 12, HOSTILE, "hello");

        Map<String, String> files = report("one", campaign);

        assertThat(files.get("index.html"))
                .contains("&lt;img src=x onerror=alert(1)&gt;")
                .contains("\\u001b[2J", "\\u202e", "\\u0000");
        files.forEach((name, text) -> assertThat(text).as(name).doesNotContain("\u001b", "\u202e", "\0"));
    }

    private static final String HOSTILE = "<img src=x onerror=alert(1)>\u001b[2J\u202emoc\0${page}</td></table>";

    @Test
    void linksOnlyToWhatIsThere() throws IOException {
        Map<String, String> files = report("one", SmallCampaign.write(folder.resolve("small")));
        String page = files.get("index.html");

        Matcher links = Pattern.compile("href=\"([^\"]*)\"").matcher(page);
        while (links.find()) {
            String link = links.group(1);
            if (link.startsWith("#")) {
                assertThat(page).contains("id=\"" + link.substring(1) + "\"");
            } else if (!link.equals("data:,")) {
                assertThat(files).containsKey(link);
            }
        }
    }

    @Test
    void givesEachIdOnce() throws IOException {
        String page = report("one", SyntheticCampaign.write(folder.resolve("large"), 3_000))
                .get("index.html");

        List<String> ids = Pattern.compile(" id=\"([^\"]*)\"")
                .matcher(page)
                .results()
                .map(result -> result.group(1))
                .toList();
        assertThat(ids).doesNotHaveDuplicates();
        assertThat(page).hasSizeLessThan(1_500_000);
    }

    @Test
    void saysOnTopThatTheBooksDoNotBalance() throws IOException {
        Path campaign = SmallCampaign.write(folder.resolve("broken"), 16, 12, "mx1.op.test", "hello");

        String page = report("one", campaign).get("index.html");

        assertThat(page.indexOf("Do not publish this page")).isBetween(0, page.indexOf("id=\"headline\""));
        assertThat(page).contains("expected 16, found 15");
    }

    @Test
    void leavesEscapingOnInTheWholeTemplate() throws IOException {
        String template = Files.readString(Path.of("src/main/resources/report/page.ftlh"));

        assertThat(template).doesNotContain("no_esc", "noautoesc", "?eval", "?interpret", "?new");
    }
}
