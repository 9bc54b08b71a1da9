package org.starttls.census.crawler.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.starttls.census.crawler.probe.dialogue.Patience;

class ProbeLimitsTest {
    @Test
    void hasPatientDefaultsForTheInternet() {
        ProbeLimits limits = ProbeLimits.internet();

        assertThat(limits.of(Patience.CONNECT)).isEqualTo(Duration.ofSeconds(10));
        assertThat(limits.of(Patience.GREETING)).isEqualTo(Duration.ofSeconds(60));
        assertThat(limits.of(Patience.STEP)).isEqualTo(Duration.ofSeconds(30));
        assertThat(limits.of(Patience.HANDSHAKE)).isEqualTo(Duration.ofSeconds(20));
        assertThat(limits.of(Patience.FAREWELL)).isEqualTo(Duration.ofSeconds(5));
        assertThat(limits.session()).isEqualTo(Duration.ofSeconds(300));
    }

    @Test
    void takesFiveSecondsAStepInTheLab() {
        for (Patience patience : Patience.values()) {
            assertThat(ProbeLimits.lab().of(patience)).isEqualTo(Duration.ofSeconds(5));
        }
        assertThat(ProbeLimits.lab().session()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void refusesALimitThatNobodyCanKeep() {
        Duration second = Duration.ofSeconds(1);

        assertThatThrownBy(() -> new ProbeLimits(second, second, Duration.ZERO, second, second))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
