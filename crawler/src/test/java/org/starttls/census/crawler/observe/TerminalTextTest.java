package org.starttls.census.crawler.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TerminalTextTest {
    @Test
    void showsEveryCharacterThatActsUnseenAsAnEscape() {
        String every = IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();

        assertThat(TerminalText.escape(every).codePoints().filter(TerminalTextTest::acts))
                .isEmpty();
    }

    @Test
    void makesOneLineOfWhateverAPeerSays() {
        Random random = new Random(16);
        for (int round = 0; round < 10_000; round++) {
            String text = random.ints(random.nextInt(200), 0, 0x2100)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();

            assertThat(TerminalText.escape(text).lines().count()).isLessThanOrEqualTo(1);
        }
        assertThat(TerminalText.escape("ok\r\nerror C601: forged")).isEqualTo("ok\\x0d\\x0aerror C601: forged");
    }

    @Test
    void leavesWordsOfAnyScriptAsTheyAre() {
        assertThat(TerminalText.escape("m\u00fcnchen \u4f8b\u3048 \u0645\u062b\u0627\u0644"))
                .isEqualTo("m\u00fcnchen \u4f8b\u3048 \u0645\u062b\u0627\u0644");
    }

    /** C0, DEL, C1, line and paragraph separators, marks of direction, halves of pairs, tags. */
    private static boolean acts(int point) {
        return point < 0x20
                || point >= 0x7f && point <= 0x9f
                || point >= 0x200b && point <= 0x200f
                || point >= 0x2028 && point <= 0x202e
                || point >= 0x2066 && point <= 0x2069
                || point >= 0xd800 && point <= 0xdfff
                || point >= 0xe0000 && point <= 0xe007f
                || point == 0xfeff;
    }
}
