package org.starttls.census.analyzer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.starttls.census.analyzer.figures.SmallCampaign;

class JudgeCommandTest {
    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path campaign;

    @BeforeEach
    void seeACampaign() {
        campaign = SmallCampaign.write(folder.resolve("small"));
    }

    private int census(String... args) {
        return AnalyzerMain.run(new PrintWriter(out), new PrintWriter(err), args);
    }

    private String judgement() throws IOException {
        return Files.readString(campaign.resolve("verdicts").resolve("1").resolve("judgement.json"));
    }

    @Test
    void writesVerdictsAndSaysHowMany() throws IOException {
        assertThat(census("judge", campaign.toString())).isZero();

        assertThat(out.toString().lines())
                .containsExactly(
                        "verdicts: " + campaign.resolve("verdicts").resolve("1"),
                        "  probe_verdicts: 10 rows",
                        "  signs: 3 rows",
                        "  host_verdicts: 7 rows",
                        "  domain_verdicts: 12 rows");
        assertThat(judgement())
                .contains("\"rules_version\" : \"1\"", "\"judged_for\" : \"2026-11-01T01:00:00Z\"", "cacerts");
    }

    @Test
    void givesTheSameBytesTwiceWhateverLayThere() throws IOException {
        census("judge", campaign.toString());
        String first = judgement();
        Path probes = campaign.resolve("verdicts").resolve("1").resolve("probe_verdicts");
        Files.writeString(probes.resolve("probe_verdicts-0.parquet"), "garbage");

        assertThat(census("judge", campaign.toString())).isZero();
        assertThat(judgement()).isEqualTo(first);
    }

    @Test
    void refusesATimeThatIsNone() {
        assertThat(census("rejudge", campaign.toString(), "--at", "tomorrow")).isEqualTo(2);
        assertThat(err.toString()).startsWith("error A002:").contains("tomorrow");
    }

    @Test
    void saysThatATrustStoreHoldsNoCertificate() throws IOException {
        Path empty = Files.writeString(folder.resolve("empty.pem"), "nothing");

        assertThat(census("rejudge", campaign.toString(), "--trust-store", empty.toString()))
                .isEqualTo(3);
        assertThat(err.toString()).startsWith("error A007:").contains("no certificate in PEM form");
        assertThat(campaign.resolve("verdicts").resolve("1").resolve("judgement.json"))
                .doesNotExist();
    }
}
