package org.starttls.census.analyzer.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VisibleTextTest {
    @Test
    void showsEveryCharacterThatActsUnseenAsAnEscape() {
        String every = IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();

        assertThat(VisibleText.of(every).codePoints().filter(VisibleTextTest::acts))
                .isEmpty();
        assertThat(VisibleText.of(every).lines()).hasSize(1);
    }

    @Test
    void namesItByItsDigits() {
        assertThat(VisibleText.of("a\r\nb\u202ec\ud800d\udb40\udc41"))
                .isEqualTo("a\\u000d\\u000ab\\u202ec\\ud800d\\udb40\\udc41");
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
