package org.starttls.census.analyzer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.starttls.census.analyzer.figures.SmallCampaign;
import org.starttls.census.analyzer.judge.chain.Pki;

/** Sets of verdicts beside each other: what they are called, where they lie, who reads them. */
class RejudgeCommandTest {
    @TempDir
    Path folder;

    private final Pki pki = new Pki();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path campaign;

    @BeforeEach
    void seeACampaign() {
        campaign = SmallCampaign.write(folder.resolve("small"));
        assertThat(census("judge", campaign.toString())).isZero();
        out.getBuffer().setLength(0);
    }

    private int census(String... args) {
        return AnalyzerMain.run(new PrintWriter(out), new PrintWriter(err), args);
    }

    private int rejudge(String... options) {
        return census(Stream.concat(Stream.of("rejudge", campaign.toString()), Stream.of(options))
                .toArray(String[]::new));
    }

    private Map<String, byte[]> verdicts(String set) throws IOException {
        Path root = campaign.resolve("verdicts").resolve(set);
        Map<String, byte[]> bytes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                bytes.put(root.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return bytes;
    }

    private String pem(String name) throws IOException, CertificateEncodingException {
        byte[] der = pki.selfSigned(Pki.ca(name)).certificate().x509().getEncoded();
        String text = "-----BEGIN CERTIFICATE-----\n" + Base64.getMimeEncoder().encodeToString(der)
                + "\n-----END CERTIFICATE-----\n";
        return Files.writeString(folder.resolve(name + ".pem"), text).toString();
    }

    private static void assertSame(Map<String, byte[]> one, Map<String, byte[]> other) {
        assertThat(other.keySet()).isEqualTo(one.keySet());
        one.forEach((file, bytes) -> assertThat(other.get(file)).as(file).isEqualTo(bytes));
    }

    @Test
    void givesTheSameBytesOnTheSameRulesVersion() throws IOException {
        Map<String, byte[]> first = verdicts("1");

        assertThat(rejudge()).isZero();

        assertSame(first, verdicts("1"));
    }

    @Test
    void writesAnotherTimeBesideTheOld() throws IOException {
        Map<String, byte[]> own = verdicts("1");

        assertThat(rejudge("--at", "2027-11-01T00:00:00Z", "--json")).isZero();

        assertSame(own, verdicts("1"));
        assertThat(out.toString())
                .startsWith("{\"judgements\":[{\"verdict_set\":\"at-20271101\"")
                .contains("\"rows\":{\"probe_verdicts\":10");
        assertThat(Files.readString(campaign.resolve("verdicts/1+at-20271101/judgement.json")))
                .contains("\"judged_at\" : \"2027-11-01T00:00:00Z\"", "\"verdict_set\" : \"at-20271101\"");
        Map<String, byte[]> first = verdicts("1+at-20271101");
        assertThat(rejudge("--at", "2027-11-01T00:00:00Z")).isZero();
        assertSame(first, verdicts("1+at-20271101"));
    }

    @Test
    void writesASetForEachTrustStore() throws IOException, CertificateEncodingException {
        assertThat(rejudge("--trust-store", pem("one"), "--trust-store", pem("two"), "--trust-store", "jdk"))
                .isZero();

        assertThat(campaign.resolve("verdicts"))
                .isDirectoryContaining("glob:**/1+one")
                .isDirectoryContaining("glob:**/1+two")
                .isDirectoryContaining("glob:**/1+jdk-*-cacerts");
    }

    @Test
    void callsThemAsItIsTold() throws IOException, CertificateEncodingException {
        assertThat(rejudge("--trust-store", pem("one"), "--intermediates", pem("more"), "--as", "mine"))
                .isZero();

        assertThat(Files.readString(campaign.resolve("verdicts/1+mine/judgement.json")))
                .contains("\"one.pem\"", "\"more.pem\"");
    }

    @Test
    void replacesNoVerdictsThatWereReachedOtherwise() throws IOException {
        rejudge("--at", "2027-11-01T00:00:00Z", "--as", "later");
        Map<String, byte[]> first = verdicts("1+later");

        assertThat(rejudge("--at", "2028-11-01T00:00:00Z", "--as", "later")).isEqualTo(2);

        assertThat(err.toString()).startsWith("error A009:").contains("as of 2027-11-01T00:00:00Z");
        assertSame(first, verdicts("1+later"));
    }

    @Test
    void refusesLabelsThatAreNoneOrOneForTwo() throws IOException, CertificateEncodingException {
        assertThat(rejudge("--as", "../up")).isEqualTo(2);
        assertThat(rejudge("--as", "own")).isEqualTo(2);
        assertThat(rejudge("--trust-store", pem("one"), "--trust-store", pem("two"), "--as", "both"))
                .isEqualTo(2);

        assertThat(err.toString().lines().filter(line -> line.startsWith("error A011:")))
                .hasSize(3);
        assertThat(campaign.resolve("verdicts")).isDirectoryNotContaining("glob:**/1+*");
    }

    @Test
    void showsSetsSideBySideInSqlAndReport() throws IOException {
        rejudge("--at", "2027-11-01T00:00:00Z", "--as", "later");
        out.getBuffer().setLength(0);

        assertThat(census(
                        "sql",
                        campaign.toString(),
                        "--format",
                        "csv",
                        "select verdict_set, count(*) as n from probe_verdicts_by_set group by all order by all"))
                .isZero();
        assertThat(out.toString()).isEqualTo("verdict_set,n\nlater,10\nown,10\n");
        assertThat(census("report", campaign.toString())).isZero();
        assertThat(Files.readString(campaign.resolve("report/tables/verdict-sets.csv")))
                .startsWith("measure,own,own_share,later,later_share\n")
                .contains("\ncertificate EXPIRED,0,");
        assertThat(Files.readString(campaign.resolve("report/index.html")))
                .contains("The same facts by other verdicts", "as of 2027-11-01T00:00:00Z");
    }

    @Test
    void reportsOtherVerdictsBesideTheReportOfItsOwn() throws IOException {
        rejudge("--at", "2027-11-01T00:00:00Z", "--as", "later");

        assertThat(census("report", campaign.toString(), "--verdicts", "later")).isZero();

        assertThat(Files.readString(campaign.resolve("report+later/index.html")))
                .contains("Not the campaign&#39;s own verdicts but those called later");
        assertThat(campaign.resolve("report")).doesNotExist();
        assertThat(census("show", campaign.toString(), "a.example", "--verdicts", "later"))
                .isZero();
    }

    @Test
    void saysWhichVerdictsThereAre() {
        assertThat(census("report", campaign.toString(), "--verdicts", "nowhere"))
                .isEqualTo(2);

        assertThat(err.toString()).startsWith("error A010:").contains("rules version 1: own");
    }

    @Test
    void showsNoTableOfSetsWhereThereIsOne() {
        assertThat(census("report", campaign.toString())).isZero();

        assertThat(campaign.resolve("report/tables/verdict-sets.csv")).doesNotExist();
    }
}
