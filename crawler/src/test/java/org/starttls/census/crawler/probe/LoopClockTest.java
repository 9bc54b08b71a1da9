package org.starttls.census.crawler.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LoopClockTest {
    private static final long TICK = LoopClock.TICK.toNanos();

    @Test
    void goesWithTheMachineWhileTheLoopRuns() {
        LoopClock clock = new LoopClock(7);

        for (int i = 1; i <= 50; i++) {
            clock.tick(7 + i * TICK);
        }

        assertThat(clock.livedNanos()).isEqualTo(50 * TICK);
    }

    @Test
    void isTwoTicksOlderAfterAStallOfAnyLength() {
        LoopClock clock = new LoopClock(0);

        clock.tick(Duration.ofHours(3).toNanos());

        assertThat(clock.livedNanos()).isEqualTo(2 * TICK);
    }

    @Test
    void doesNotMakeUpForAStallByTicksThatWereMissed() {
        LoopClock clock = new LoopClock(0);

        clock.tick(Duration.ofMinutes(1).toNanos());
        for (int i = 0; i < 600; i++) {
            clock.tick(Duration.ofMinutes(1).toNanos() + i);
        }

        assertThat(clock.livedNanos()).isLessThan(3 * TICK);
    }

    @Test
    void neverGoesBack() {
        LoopClock clock = new LoopClock(100);

        clock.tick(50);

        assertThat(clock.livedNanos()).isZero();
    }

    @Test
    void givesALimitItsWholeTime() {
        LoopClock clock = new LoopClock(0);
        clock.tick(TICK);

        assertThat(clock.deadline(Duration.ofSeconds(5)))
                .isEqualTo(TICK + Duration.ofSeconds(5).toNanos() + TICK);
    }
}
