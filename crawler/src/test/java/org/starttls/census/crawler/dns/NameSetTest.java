package org.starttls.census.crawler.dns;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NameSetTest {
    @Test
    void tellsNewNamesFromKnownOnes() {
        NameSet names = new NameSet(7);

        assertThat(names.add("example.org")).isTrue();
        assertThat(names.add("example.org")).isFalse();
        assertThat(names.add("example.net")).isTrue();
        assertThat(names.size()).isEqualTo(2);
    }

    @Test
    void keepsAllWhileItGrows() {
        NameSet names = new NameSet(-1);
        for (int i = 0; i < 100_000; i++) {
            assertThat(names.add("n" + i + ".example.org")).isTrue();
        }
        for (int i = 0; i < 100_000; i++) {
            assertThat(names.add("n" + i + ".example.org")).isFalse();
        }

        assertThat(names.size()).isEqualTo(100_000);
    }

    @Test
    void tellsNamesOfEveryLengthApart() {
        NameSet names = new NameSet(0);
        for (int length = 0; length < 260; length++) {
            assertThat(names.add("a".repeat(length))).isTrue();
        }
    }
}
