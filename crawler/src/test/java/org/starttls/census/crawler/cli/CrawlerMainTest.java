package org.starttls.census.crawler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong is said before anything is sent: what, because, effect, hint, and the exit status. */
class CrawlerMainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @Test
    void wantsAList() {
        assertThat(run("scan", "--lab")).isEqualTo(2);
        assertThat(err.toString()).startsWith("error C002: there is no list");
    }

    @Test
    void namesTheFileThatIsNotThere() {
        assertThat(scan("nowhere.txt")).isEqualTo(3);
        assertThat(err.toString()).contains("error C301", "nowhere.txt", "effect:  nothing was started");
    }

    @Test
    void takesNoFolderForAList() {
        assertThat(scan(folder.toString())).isEqualTo(3);
        assertThat(err.toString()).contains("error C301", folder.toString());
    }

    @Test
    void takesNoEmptyList() throws IOException {
        assertThat(scan(list(""))).isEqualTo(3);
        assertThat(err.toString()).contains("error C302: the list has no usable domain", "it is empty");
    }

    @Test
    void countsWhatIsNoDomain() throws IOException {
        assertThat(scan(list("https://example.org/\nsomebody@example.org\n192.0.2.1\nlocalhost\n")))
                .isEqualTo(3);
        assertThat(err.toString())
                .contains("error C302", "4 lines", "EMAIL_ADDRESS=1", "IP_ADDRESS=1", "SINGLE_LABEL=1", "URL=1");
    }

    @Test
    void saysWhereATruncatedArchiveEnds() throws IOException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(whole)) {
            for (int i = 0; i < 20_000; i++) {
                gzip.write(("domain" + i + ".example\n").getBytes(StandardCharsets.US_ASCII));
            }
        }
        Path half = folder.resolve("half.gz");
        Files.write(half, Arrays.copyOf(whole.toByteArray(), whole.size() / 2));

        assertThat(scan(half.toString())).isEqualTo(3);
        assertThat(err.toString()).contains("error C301", "half.gz");
    }

    @Test
    void takesNoUtf16() throws IOException {
        Path list = folder.resolve("utf16.txt");
        Files.write(list, "example.org\nexample.com\n".getBytes(StandardCharsets.UTF_16));

        assertThat(scan(list.toString())).isEqualTo(3);
        assertThat(err.toString()).contains("error C30");
    }

    @Test
    void touchesNoCampaignThatIsThere() throws IOException {
        Files.createDirectories(folder.resolve("out/first"));

        assertThat(scan(list("example.org\n"), "--campaign", "first")).isEqualTo(2);
        assertThat(err.toString()).contains("error C101", "--resume");
    }

    @Test
    void saysThatTheCampaignCannotBeWritten() throws IOException {
        Files.writeString(folder.resolve("out"), "a file, no folder");

        assertThat(scan(list("example.org\n"))).isEqualTo(4);
        assertThat(err.toString()).contains("error C103", "--out DIR");
    }

    @Test
    void knowsNoSuchCampaign() {
        assertThat(run("scan", "--resume", "nobody", "--out", folder.toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("error C102: there is no campaign nobody");
        assertThat(run("status", "nobody", "--out", folder.toString())).isEqualTo(2);
    }

    @Test
    void comesUnderNoNameThatNobodyCanResolve() throws IOException {
        assertThat(run("scan", list("example.org\n"), "--ehlo-name", "scanner.invalid", "--out", out()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("error C204: there is no name to come under", "scanner.invalid");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"resolver.example.org", "127.0.0.1:dns", "127.0.0.1:70000", "[::1", "::1]:53", "1.2.3"})
    void takesNoResolverThatIsNoAddress(String resolver) throws IOException {
        assertThat(scan(list("example.org\n"), "--resolver", resolver)).isEqualTo(2);
        assertThat(err.toString()).contains("error C205");
    }

    @Test
    void startsNothingWithoutAResolver() throws IOException {
        assertThat(scan(list("example.org\n"), "--resolver", "127.0.0.1:9")).isEqualTo(4);
        assertThat(err.toString()).contains("error C403: there is no resolver", "127.0.0.1 port 9", "unbound");
    }

    @Test
    void contactsNobodyWhenTheOptOutListIsNotUnderstood() throws IOException {
        Path optOut = folder.resolve("optout.txt");
        Files.writeString(optOut, "example.net\n192.0.2.0/99\n");

        assertThat(scan(list("example.org\n"), "--opt-out", optOut.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("error C201", "line 2");
    }

    @Test
    void wantsTrustAnchorsThatCanBeRead() throws IOException {
        assertThat(scan(list("example.org\n"), "--trust-store", "nowhere.pem")).isEqualTo(2);
        assertThat(err.toString()).contains("error C203", "nowhere.pem");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--asn-db", "--country-db"})
    void wantsDatabasesOfAddressesThatCanBeRead(String option) throws IOException {
        assertThat(scan(list("example.org\n"), option, list("example.org\n"))).isEqualTo(2);
        assertThat(err.toString()).contains("error C207: " + option + " cannot be read");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--port=0",
                "--port=65536",
                "--concurrency=0",
                "--contacts-per-address=0",
                "--spacing=soon",
                "--blind-starttls=maybe"
            })
    void refusesValuesOutOfRange(String option) throws IOException {
        assertThat(scan(list("example.org\n"), option)).isEqualTo(2);
        assertThat(err.toString()).contains("error C002", "hint:");
    }

    @Test
    void saysTheSameToScripts() {
        assertThat(run("scan", "nowhere.txt", "--lab", "--json")).isEqualTo(3);
        assertThat(out.toString())
                .contains("\"id\":\"C301\"", "\"because\":", "\"hint\":", "\"exit_status\":3")
                .hasLineCount(1);
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void letsNothingFromAListReachTheTerminal() {
        assertThat(scan("\u001b[31mred.txt")).isEqualTo(3);
        assertThat(err.toString()).doesNotContain("\u001b").contains("\\x1b[31mred.txt");
    }

    @Test
    void printsTheConfigurationAndStops() throws IOException {
        assertThat(scan(list("example.org\n"), "--print-config")).isZero();
        assertThat(out.toString()).contains("contacts-per-address = 20", "lab = true", "concurrency = 256");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"scan", "demo", "status"})
    void explainsEveryCommandWithExamples(String command) {
        assertThat(run(command, "--help")).isZero();
        assertThat(out.toString()).contains("Usage: census " + command, "Examples:");
    }

    private int scan(String list, String... more) {
        List<String> args = new ArrayList<>(List.of("scan", list, "--lab", "--out", out()));
        args.addAll(List.of(more));
        return run(args.toArray(String[]::new));
    }

    private String out() {
        return folder.resolve("out").toString();
    }

    private String list(String content) throws IOException {
        return Files.writeString(folder.resolve("list.txt"), content).toString();
    }

    private int run(String... args) {
        return CrawlerMain.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
    }
}
