package org.starttls.census.crawler.probe.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

class SmtpReplyFuzzTest {
    /** Whatever the lines: keywords are words in upper case of lines after the first, and offered is what is listed. */
    @FuzzTest(maxDuration = "10m")
    void listsTheKeywordsItOffers(byte[] bytes) {
        List<String> lines = new String(bytes, StandardCharsets.ISO_8859_1)
                .lines()
                .limit(SmtpReply.MAX_LINES)
                .toList();
        SmtpReply reply = new SmtpReply(250, lines.isEmpty() ? List.of("") : lines);

        List<String> keywords = reply.keywords();

        assertThat(keywords).hasSizeLessThan(SmtpReply.MAX_LINES).allSatisfy(word -> {
            assertThat(word).isNotEmpty().doesNotContain(" ", "\t").isEqualTo(word.toUpperCase(Locale.ROOT));
        });
        assertThat(reply.offers("STARTTLS")).isEqualTo(keywords.contains("STARTTLS"));
        assertThat(reply.name()).doesNotContain(" ", "\t");
    }
}
