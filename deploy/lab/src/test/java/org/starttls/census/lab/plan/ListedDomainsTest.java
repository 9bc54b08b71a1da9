package org.starttls.census.lab.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListedDomainsTest {
    @Test
    void skipsHeadingBlankLinesAndComments() {
        ListedDomains list = Lists.text("rank,domain\n# nothing\n\n1,example.com\n2,example.org\r\n");

        assertThat(list.dataLines()).isEqualTo(2);
        assertThat(list.domains()).containsExactly("example.com", "example.org");
        assertThat(list.rejected()).isEmpty();
    }

    @Test
    void countsSameNameInOtherSpellingAsDuplicate() {
        ListedDomains list = Lists.text("example.com\nEXAMPLE.com.\n");

        assertThat(list.domains()).containsExactly("example.com");
        assertThat(list.rejected()).isEqualTo(Map.of("DUPLICATE", 1L));
        assertThat(list.dataLines()).isEqualTo(2);
    }

    @Test
    void convertsInternationalisedNames() {
        assertThat(Lists.text("bücher.example\n").domains()).isEqualTo(List.of("xn--bcher-kva.example"));
    }

    @ParameterizedTest
    @CsvSource({
        "http://example.com/, URL",
        "example.com/path, URL",
        "post@example.com, EMAIL_ADDRESS",
        "192.0.2.1, IP_ADDRESS",
        "2001:db8::1, IP_ADDRESS",
        "localhost, SINGLE_LABEL",
        "a..example, BAD_LABEL",
        "exa mple.com, BAD_CHARACTER"
    })
    void namesReasonForRejecting(String line, String reason) {
        ListedDomains list = Lists.text("good.example\n" + line + "\n");

        assertThat(list.rejected()).isEqualTo(Map.of(reason, 1L));
        assertThat(list.dataLines()).isEqualTo(2);
    }
}
