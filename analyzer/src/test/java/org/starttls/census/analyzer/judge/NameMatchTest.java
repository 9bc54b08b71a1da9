package org.starttls.census.analyzer.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameMatchTest {
    /** RFC 9525 s6.3, s7.1; RFC 1123 s2.1. */
    @ParameterizedTest(name = "{1} for {0}: {2}")
    @CsvSource({
        "mx.example.org,        mx.example.org,     YES",
        "mx.example.org,        MX.Example.ORG,     YES",
        "mx.example.org,        example.org,        NO",
        "example.org,           mx.example.org,     NO",
        "mx.example.org,        *.example.org,      YES",
        "example.org,           *.example.org,      NO",
        "a.mx.example.org,      *.example.org,      NO",
        "mx.example.org,        m*.example.org,     NO",
        "mx.example.org,        *x.example.org,     NO",
        "mx.example.org,        mx.*.org,           NO",
        "mx.example.org,        *.*.org,            NO",
        "mx.example.org,        *,                  NO",
        "example.org,           *.org,              NO",
        "192.0.2.1,             192.0.2.1,          NO",
        "mx.example.1,          *.example.1,        NO",
        "mx.example.1a,         mx.example.1a,      YES",
        "mx.example.org,        mx.example.org.,    NO",
        "mx.example.org,        mx..example.org,    NO",
        "mx_1.example.org,      mx_1.example.org,   YES",
        "xn--mx-eka.example,    xn--MX-eka.example, YES",
        "xn--mx-eka.example,    mxä.example,        NO"
    })
    void comparesLabelByLabel(String reference, String presented, Truth expected) {
        assertThat(NameMatch.of(reference, List.of(presented))).isEqualTo(expected);
    }

    @Test
    void isContentWithOneOfSeveral() {
        assertThat(NameMatch.of("b.example", List.of("a.example", "b.example"))).isEqualTo(Truth.YES);
        assertThat(NameMatch.of("b.example", List.of())).isEqualTo(Truth.NO);
    }
}
