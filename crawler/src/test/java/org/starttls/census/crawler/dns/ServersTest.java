package org.starttls.census.crawler.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServersTest {
    private final Servers two =
            new Servers(List.of(new InetSocketAddress("127.0.0.1", 53), new InetSocketAddress("127.0.0.2", 53)));

    @Test
    void takeTurns() {
        assertThat(List.of(two.next(), two.next(), two.next(), two.next())).containsExactly(0, 1, 0, 1);
    }

    @Test
    void aFurtherTryGoesToAnother() {
        assertThat(two.after(0)).isEqualTo(1);
        assertThat(two.after(1)).isZero();
    }

    @Test
    void oneThatIsSilentForLongIsAskedNowAndThenOnly() {
        silence(8);

        Map<Integer, Integer> asked = turns(2_000);

        assertThat(asked.get(0)).isEqualTo(5);
        assertThat(asked.get(1)).isEqualTo(1_995);
    }

    @Test
    void fewSilencesAreChance() {
        silence(7);

        assertThat(turns(10)).containsEntry(0, 5);
    }

    @Test
    void oneThatAnswersAgainIsBack() {
        silence(100);

        two.answered(0);

        assertThat(turns(10)).containsEntry(0, 5);
    }

    @Test
    void askSomeoneThoughAllAreSilent() {
        silence(8);
        for (int i = 0; i < 8; i++) {
            two.silent(1);
        }

        assertThat(turns(10)).containsEntry(0, 5).containsEntry(1, 5);
    }

    @Test
    void areAtLeastOne() {
        assertThatThrownBy(() -> new Servers(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    private void silence(int tries) {
        for (int i = 0; i < tries; i++) {
            two.silent(0);
        }
    }

    private Map<Integer, Integer> turns(int count) {
        Map<Integer, Integer> asked = new HashMap<>();
        for (int i = 0; i < count; i++) {
            asked.merge(two.next(), 1, Integer::sum);
        }
        return asked;
    }
}
