package org.starttls.census.analyzer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.starttls.census.analyzer.figures.SmallCampaign;

class AnalyzerMainTest {
    private static final String MANIFEST = """
            {"campaign_id": "c1", "name": "small", "state": "RECORDED",
             "started_at": "2026-11-01T00:00:00Z", "ended_at": "2026-11-01T01:00:00Z", "lab": true,
             "list": {"name": "l.csv", "sha256": "00", "lines": 3, "admitted": 2, "rejected": {"DUPLICATE": 1}},
             "vantage": {"name": "lab", "address": "127.0.0.1", "ehlo_name": "localhost"}, "resolvers": [],
             "configuration": {}, "versions": {"census": "0.1.0", "java": "17", "schema": "1"},
             "trust_store": {"name": "lab", "file": null, "sha256": "00"}, "opt_out": {"entries": 0},
             "tables": {}, "books": {}}
            """;

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int census(String... args) {
        return AnalyzerMain.run(new PrintWriter(out), new PrintWriter(err), args);
    }

    private String campaign() throws IOException {
        Path campaign = Files.createDirectory(folder.resolve("small"));
        Files.writeString(campaign.resolve("manifest.json"), MANIFEST);
        return campaign.toString();
    }

    @Test
    void saysWhatBecauseEffectAndHintOfAnUnknownCampaign() throws IOException {
        campaign();

        int status = census("sql", "nowhere", "--out", folder.toString(), "select 1");

        assertThat(status).isEqualTo(2);
        assertThat(err.toString().lines())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("error A001: there is no campaign nowhere"),
                        line -> assertThat(line).startsWith("because: "),
                        line -> assertThat(line).startsWith("effect:  "),
                        line -> assertThat(line).startsWith("hint:    ").contains("small"));
    }

    @Test
    void saysTheSameAsOneJsonObject() {
        int status = census("sql", "nowhere", "--out", folder.toString(), "--json", "select 1");

        assertThat(status).isEqualTo(2);
        assertThat(out.toString()).startsWith("{\"error\":{\"id\":\"A001\"").endsWith("\"exit_status\":2}\n");
    }

    @Test
    void refusesAnOptionItDoesNotKnow() {
        assertThat(census("sql", "x", "--colour")).isEqualTo(2);
        assertThat(err.toString()).startsWith("error A002:");
    }

    @Test
    void saysThatAManifestIsDamaged() throws IOException {
        String campaign = campaign();
        Files.writeString(Path.of(campaign, "manifest.json"), "{\"name\": ");

        assertThat(census("sql", campaign, "select 1")).isEqualTo(3);
        assertThat(err.toString()).startsWith("error A003:");
    }

    @Test
    void saysThatATableIsDamaged() throws IOException {
        String campaign = campaign();
        Files.createDirectory(Path.of(campaign, "hosts"));
        Files.writeString(Path.of(campaign, "hosts", "hosts-0.parquet"), "garbage");

        assertThat(census("sql", campaign, "select 1")).isEqualTo(3);
        assertThat(err.toString()).startsWith("error A004:").contains("hosts-0.parquet");
    }

    @Test
    void answersInEachFormatWithoutControlCharacters() throws IOException {
        String campaign = campaign();
        String query = "select 'a' || chr(27) || '[2J|' as t, 12 as n, '=1+1' as f";

        assertThat(census("sql", campaign, query)).isZero();
        assertThat(census("sql", campaign, query, "--format", "csv")).isZero();
        assertThat(census("sql", campaign, query, "--format", "markdown")).isZero();
        assertThat(census("sql", campaign, query, "--json")).isZero();

        assertThat(out.toString().lines())
                .containsExactly(
                        "t             n  f",
                        "-----------  --  ----",
                        "a\\u001b[2J|  12  =1+1",
                        "t,n,f",
                        "a\\u001b[2J|,12,'=1+1",
                        "| t | n | f |",
                        "| --- | --: | --- |",
                        "| a\\\\u001b[2J\\| | 12 | =1+1 |",
                        "[{\"t\":\"a\\u001B[2J|\",\"n\":12,\"f\":\"=1+1\"}]");
    }

    @Test
    void writesAReportAndSaysWhere() {
        Path campaign = SmallCampaign.write(folder.resolve("reported"));

        assertThat(census("report", "reported", "--out", folder.toString())).isZero();
        assertThat(out.toString())
                .contains("report: " + campaign.resolve("report").resolve("index.html"));
        assertThat(campaign.resolve("report").resolve("index.html")).exists();
    }

    @Test
    void endsWithSixWhenTheBooksDoNotBalance() {
        Path campaign = SmallCampaign.write(folder.resolve("broken"), 16, 12, "mx1.op.test", "hello");

        assertThat(census("report", campaign.toString())).isEqualTo(6);
        assertThat(out.toString()).contains("the books do not balance", "expected 16, found 15");
        assertThat(campaign.resolve("report").resolve("index.html")).exists();
    }

    @Test
    void asksForVerdictsBeforeAReport() throws IOException {
        assertThat(census("report", campaign())).isEqualTo(2);
        assertThat(err.toString()).startsWith("error A006:").contains("census judge");
    }

    @Test
    void givesTheFunnelAsOneJsonObject() {
        Path campaign = SmallCampaign.write(folder.resolve("reported"));

        assertThat(census("report", campaign.toString(), "--json")).isZero();
        assertThat(out.toString().lines()).hasSize(1);
        assertThat(out.toString()).contains("\"books_balance\":true", "\"N4\":7");
    }
}
