package org.starttls.census.crawler.dns.io;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DeadlinesTest {
    private final Deadlines deadlines = new Deadlines();
    private final Flight a = flight();
    private final Flight b = flight();
    private final Flight c = flight();

    @Test
    void comeInTheOrderOfTheirArrival() {
        addAll();

        assertThat(deadlines.first()).isSameAs(a);
        deadlines.remove(a);
        assertThat(deadlines.first()).isSameAs(b);
        deadlines.remove(b);
        assertThat(deadlines.first()).isSameAs(c);
        deadlines.remove(c);
        assertThat(deadlines.first()).isNull();
    }

    @Test
    void canBeTakenFromTheMiddleAndTheEnd() {
        addAll();

        deadlines.remove(b);
        deadlines.remove(c);
        deadlines.add(b, 4);

        assertThat(deadlines.first()).isSameAs(a);
        deadlines.remove(a);
        assertThat(deadlines.first()).isSameAs(b);
        assertThat(b.deadlineNanos).isEqualTo(4);
    }

    private void addAll() {
        deadlines.add(a, 1);
        deadlines.add(b, 2);
        deadlines.add(c, 3);
    }

    private static Flight flight() {
        return new Flight(0, new byte[17], null);
    }
}
