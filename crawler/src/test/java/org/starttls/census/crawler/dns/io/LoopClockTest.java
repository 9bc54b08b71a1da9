package org.starttls.census.crawler.dns.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LoopClockTest {
    private static final long TICK = LoopClock.TICK.toNanos();

    @Test
    void countsTheTimeBetweenTurns() {
        LoopClock clock = new LoopClock(1_000);

        clock.advance(1_500);
        clock.advance(1_500 + 2 * TICK);

        assertThat(clock.livedNanos()).isEqualTo(500 + 2 * TICK);
    }

    @Test
    void countsAStallOfAnyLengthAsTwoTicks() {
        LoopClock clock = new LoopClock(0);

        clock.advance(Duration.ofMinutes(5).toNanos());

        assertThat(clock.livedNanos()).isEqualTo(2 * TICK);
    }

    @Test
    void neverGoesBack() {
        LoopClock clock = new LoopClock(1_000);

        clock.advance(0);
        clock.advance(10);

        assertThat(clock.livedNanos()).isEqualTo(10);
    }

    @Test
    void aDeadlineIsNeverEarly() {
        LoopClock clock = new LoopClock(0);

        assertThat(clock.deadline(Duration.ofSeconds(3)))
                .isEqualTo(Duration.ofSeconds(3).toNanos() + TICK);
    }
}
