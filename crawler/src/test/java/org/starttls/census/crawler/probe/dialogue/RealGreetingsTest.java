package org.starttls.census.crawler.probe.dialogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Real greetings, collected for fingerprints by rapid7/recog ({@code xml/smtp_banners.xml}), one a line without the code,
 * {@code \r} and {@code \n} written out. They are not ours to publish and are read where they lie: the file that
 * CENSUS_GREETINGS names, else {@code shared/data/smtp/banners.txt} beside the repository. Left out where there is none.
 */
class RealGreetingsTest {
    @Test
    void areReadAndAnsweredWithEhlo() throws IOException {
        Path file = file();
        assumeThat(file).as("real greetings, which this machine lacks").exists();
        List<String> greetings = Files.readAllLines(file, StandardCharsets.UTF_8);

        assertThat(greetings).hasSizeGreaterThanOrEqualTo(235);
        assertThat(greetings).allSatisfy(RealGreetingsTest::isReadAndAnsweredWithEhlo);
    }

    private static Path file() {
        String named = System.getenv("CENSUS_GREETINGS");
        return named == null
                ? Path.of(System.getProperty("census.home", ".."), "..", "shared", "data", "smtp", "banners.txt")
                : Path.of(named);
    }

    private static void isReadAndAnsweredWithEhlo(String text) {
        byte[] bytes =
                ("220 " + text.replace("\\r", "\r").replace("\\n", "\n") + "\r\n").getBytes(StandardCharsets.UTF_8);
        SmtpConversation talk = new SmtpConversation("probe.example", BlindStarttls.ON);
        talk.connected();

        SmtpAction next = talk.received(bytes);

        assertThat(next).isEqualTo(new SmtpAction.Say("EHLO probe.example"));
        assertThat(talk.evidence().greeting().orElseThrow().code()).isEqualTo(220);
    }
}
