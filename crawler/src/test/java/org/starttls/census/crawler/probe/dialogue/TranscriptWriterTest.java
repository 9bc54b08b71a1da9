package org.starttls.census.crawler.probe.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TranscriptWriterTest {
    private final TranscriptWriter writer = new TranscriptWriter();

    @Test
    void writesOneLineForEachThatWasSaid() {
        hear("220-a\r\n220 b\r");
        hear("\n");
        writer.said("QUIT");

        assertThat(writer.finish()).isEqualTo(new Transcript("S: 220-a\nS: 220 b\nC: QUIT\n", false));
    }

    @Test
    void escapesWhatIsNotPrintableAscii() {
        hear("220 \u00e4\0\\ \r x\r\n");

        assertThat(writer.finish().text()).isEqualTo("S: 220 \\xe4\\x00\\x5c \\x0d x\n");
    }

    @Test
    void keepsALineThatHasNoEnd() {
        hear("220 half");

        assertThat(writer.finish().text()).isEqualTo("S: 220 half\n");
    }

    @Test
    void keepsATranscriptAtTheLimitWhole() {
        hear("x".repeat(TranscriptWriter.MAX_CHARS - 4));

        assertThat(writer.finish().cut()).isFalse();
        assertThat(writer.finish().text()).hasSize(TranscriptWriter.MAX_CHARS);
    }

    @Test
    void cutsATranscriptBeyondTheLimitAndSaysSo() {
        hear("x".repeat(TranscriptWriter.MAX_CHARS - 3));
        writer.said("QUIT");

        assertThat(writer.finish().cut()).isTrue();
        assertThat(writer.finish().text()).hasSize(TranscriptWriter.MAX_CHARS);
    }

    private void hear(String text) {
        writer.heard(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
