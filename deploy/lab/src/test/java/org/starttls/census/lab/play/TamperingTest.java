package org.starttls.census.lab.play;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TamperingTest {
    private static final List<String> REPLY =
            List.of("250-mx.example.org", "250-SIZE 1000", "250-CHUNKING", "250-8BITMIME", "250 STARTTLS");

    @Test
    void dropsTheKeywordAndLeavesAWholeReply() {
        assertThat(Tampering.DROP_KEYWORD.ofEhloReply(REPLY))
                .containsExactly("250-mx.example.org", "250-SIZE 1000", "250-CHUNKING", "250 8BITMIME");
    }

    @Test
    void masksTheKeywordInItsLength() {
        assertThat(Tampering.MASK_KEYWORD.ofEhloReply(REPLY)).endsWith("250 XXXXXXXX");
    }

    @Test
    void masksWhatAFirewallDoesNotKnowWithARunningLetter() {
        assertThat(Tampering.MASK_LINES.ofEhloReply(REPLY))
                .containsExactly("250-mx.example.org", "250-SIZE 1000", "250-XXXXXXXA", "250-8BITMIME", "250 XXXXXXXB");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"REWRITE_COMMAND, XXXXXXXX", "MASK_LINES, XXXXXXXX", "TRUNCATE_COMMAND, STAR", "DROP_KEYWORD, starttls"
    })
    void letsACommandThroughPerhapsChanged(Tampering tampering, String expected) {
        assertThat(tampering.ofCommand("starttls")).isEqualTo(new Tampering.Fate.Pass(expected));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"ANSWER_200, 200", "ANSWER_454, 454", "ANSWER_501, 501"})
    void answersInTheServersPlace(Tampering tampering, String code) {
        assertThat(tampering.ofCommand("STARTTLS"))
                .isInstanceOfSatisfying(
                        Tampering.Fate.Answer.class,
                        answer -> assertThat(answer.reply()).startsWith(code));
    }
}
