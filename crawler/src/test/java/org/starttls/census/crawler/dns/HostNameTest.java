package org.starttls.census.crawler.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostNameTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"mx.example.org", "MX1.Example.org", "a_b.example.org", "localhost", "1.example.org", "-a-.x"})
    void takesHostNames(String name) {
        assertThat(HostName.isHostName(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".",
                "",
                "192.0.2.1",
                "0.0.0.0",
                "[192.0.2.1]",
                "a..b",
                "mx.example.org.",
                "~",
                "a b",
                "*.b",
                "a\\.b"
            })
    void refusesWhatIsNone(String name) {
        assertThat(HostName.isHostName(name)).isFalse();
    }

    @Test
    void aNameOfAllItsCharactersIsTakenAndOneMoreIsNot() {
        String longest = ("a".repeat(62) + ".").repeat(4) + "b";

        assertThat(longest).hasSize(DnsQuestion.MAX_NAME_CHARS);
        assertThat(HostName.isHostName(longest)).isTrue();
        assertThat(HostName.isHostName(longest + "b")).isFalse();
    }

    @Test
    void aLabelOfAllItsCharactersIsTakenAndOneMoreIsNot() {
        String label = "a".repeat(DnsQuestion.MAX_LABEL_CHARS);

        assertThat(DnsQuestion.canBeAsked(label + ".org")).isTrue();
        assertThat(DnsQuestion.canBeAsked("b" + label + ".org")).isFalse();
        assertThatThrownBy(() -> DnsQuestion.ofHost("b" + label + ".org", RecordType.A))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void canonicalFormIsLowerCaseWithoutTheLastDot() {
        assertThat(HostName.canonical("MX.Example.ORG.")).isEqualTo("mx.example.org");
        assertThat(HostName.canonical(".")).isEqualTo(".");
    }
}
