package org.starttls.census.analyzer.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WilsonTest {
    /** The first is Ashiq et al., IMC 2025 (29.6 % of MTA-STS domains); the others are by hand. */
    @ParameterizedTest(name = "{0} of {1} lies in {2} to {3} per cent")
    @CsvSource({"20144, 68030, 29.27, 29.95", "5, 10, 23.66, 76.34", "0, 30, 0, 11.35", "1, 30, 0.59, 16.67"})
    void agreesWithPublishedIntervals(long successes, long trials, double lower, double upper) {
        Wilson interval = Wilson.of(successes, trials);

        assertThat(interval.lower() * 100).isEqualTo(lower, Offset.offset(0.005));
        assertThat(interval.upper() * 100).isEqualTo(upper, Offset.offset(0.005));
    }

    @Test
    void refusesMoreSuccessesThanTrials() {
        assertThatThrownBy(() -> Wilson.of(2, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void dividesExactlyAndRoundsHalfUp() {
        assertThat(Share.of(20_144, 68_030)).contains(new BigDecimal("0.296105"));
        assertThat(Share.of(1, 3)).contains(new BigDecimal("0.333333"));
        assertThat(Share.of(0, 0)).isEmpty();
    }
}
