package org.starttls.census.crawler.conduct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptOutTest {
    private final OptOut optOut = OptOut.parse(List.of(
            "# asked by mail",
            "example.org, 2026-01-05, asked by its postmaster",
            ".mail.example.net\t2026-02-01",
            "192.0.2.0/24",
            "2001:db8::25"));

    @Test
    void coversADomainAndItsSubdomainsAndNoNeighbour() {
        assertThat(optOut.coversDomain("example.org")).isTrue();
        assertThat(optOut.coversDomain("deep.sub.example.org")).isTrue();
        assertThat(optOut.coversDomain("anexample.org")).isFalse();
        assertThat(optOut.coversDomain("org")).isFalse();
    }

    @Test
    void coversHostsAtAndBelowASuffix() {
        assertThat(optOut.coversHost("mx1.mail.example.net")).isTrue();
        assertThat(optOut.coversHost("mail.example.net")).isTrue();
        assertThat(optOut.coversHost("example.net")).isFalse();
    }

    @Test
    void coversAddressesByPrefixInBothFamilies() throws UnknownHostException {
        assertThat(optOut.coversAddress(InetAddress.getByName("192.0.2.255"))).isTrue();
        assertThat(optOut.coversAddress(InetAddress.getByName("192.0.3.0"))).isFalse();
        assertThat(optOut.coversAddress(InetAddress.getByName("2001:db8::25"))).isTrue();
        assertThat(optOut.coversAddress(InetAddress.getByName("2001:db8::26"))).isFalse();
    }

    @Test
    void countsItsEntriesForTheManifest() {
        assertThat(optOut.entries()).isEqualTo(4);
    }

    @Test
    void namesTheLineThatIsNoEntry() {
        assertThatThrownBy(() -> OptOut.parse(List.of("example.org", "not-a/prefix")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("line 2");
        assertThatThrownBy(() -> OptOut.parse(List.of("192.0.2.1/24")))
                .hasMessageContaining("line 1")
                .hasMessageContaining("bits set");
        assertThatThrownBy(() -> OptOut.parse(List.of("b\u00fccher.example"))).hasMessageContaining("A-labels");
    }
}
