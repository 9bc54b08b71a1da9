package org.starttls.census.analyzer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.starttls.census.analyzer.figures.SmallCampaign;

class ShowCommandTest {
    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int census(String... args) {
        return AnalyzerMain.run(new PrintWriter(out), new PrintWriter(err), args);
    }

    private static String golden(String name) throws IOException {
        try (InputStream in = ShowCommandTest.class.getResourceAsStream("/show/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"a.example", "c.example", "j.example"})
    void showsADomainDownToItsSessions(String domain) throws IOException {
        String campaign = SmallCampaign.write(folder.resolve("small")).toString();

        assertThat(census("show", campaign, domain)).isZero();
        assertThat(out).hasToString(golden(domain + ".txt"));
    }

    @Test
    void takesADomainInAnyCaseAndWithItsDot() {
        String campaign = SmallCampaign.write(folder.resolve("small")).toString();

        assertThat(census("show", campaign, "A.Example.")).isZero();
        assertThat(out.toString()).startsWith("a.example\n");
    }

    @Test
    void givesTheSameAsOneJsonObject() {
        String campaign = SmallCampaign.write(folder.resolve("small")).toString();

        assertThat(census("show", campaign, "j.example", "--json")).isZero();
        assertThat(out.toString().lines()).hasSize(1);
        assertThat(out.toString())
                .startsWith("{\"domain\":\"j.example\"")
                .contains("\"rules\":[{\"name\":\"NAME_MISMATCH\",\"source\":\"RFC 9525 s6.3\"")
                .contains("\"sign\":\"HIDDEN_BUT_SUPPORTED\"");
    }

    @Test
    void saysThatADomainIsNotInTheCampaign() {
        String campaign = SmallCampaign.write(folder.resolve("small")).toString();

        assertThat(census("show", campaign, "nowhere.example")).isEqualTo(2);
        assertThat(err.toString()).startsWith("error A008:").contains("nowhere.example");
    }

    @Test
    void movesNoTerminal() {
        Path campaign = SmallCampaign.write(folder.resolve("hostile"), 15, 12, "mx\u001b[2J.test", "hi \u202e");

        assertThat(census("show", campaign.toString(), "a.example")).isZero();
        assertThat(census("show", campaign.toString(), "a.example", "--json")).isZero();
        assertThat(out.toString()).contains("mx\\u001b[2J.test").matches("[ -~\n]+");
    }
}
