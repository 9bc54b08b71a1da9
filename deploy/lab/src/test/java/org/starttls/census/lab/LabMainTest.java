package org.starttls.census.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabMainTest {
    @TempDir
    private Path folder;

    @Test
    void refusesACallWithoutListOrTruth() {
        assertThat(LabMain.run("lab", "--seed", "1")).isEqualTo(2);
    }

    @Test
    void tellsAListThatCannotBeReadFromOneWithoutDomains() throws IOException {
        Path junk = Files.writeString(folder.resolve("junk.txt"), "http://example.com/\n");
        String truth = folder.resolve("truth.json").toString();

        assertThat(LabMain.run("lab", "--domains", folder.resolve("none").toString(), "--truth", truth))
                .isEqualTo(3);
        assertThat(LabMain.run("lab", "--domains", junk.toString(), "--truth", truth))
                .isEqualTo(3);
    }

    @Test
    void answersByItsStatusWhetherAReportAgrees() throws IOException {
        String truth = Files.writeString(folder.resolve("truth.json"), "{\"counts\": {\"N0\": 3}}")
                .toString();
        Path report = folder.resolve("report.json");

        Files.writeString(report, "{\"funnel\": [{\"id\": \"N0\", \"count\": 3, \"lost\": {}}]}");
        assertThat(LabMain.run("lab", "compare", truth, report.toString())).isZero();

        Files.writeString(report, "{\"funnel\": [{\"id\": \"N0\", \"count\": 4, \"lost\": {}}]}");
        assertThat(LabMain.run("lab", "compare", truth, report.toString())).isEqualTo(1);
    }
}
