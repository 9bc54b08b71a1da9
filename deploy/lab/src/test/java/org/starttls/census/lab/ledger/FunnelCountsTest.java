package org.starttls.census.lab.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.starttls.census.lab.plan.Lists;
import org.starttls.census.lab.plan.WorldPlanner;

class FunnelCountsTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 10, 300, 1_000, 6_000})
    void losesNothingWithoutAReason(int domains) {
        Map<String, Long> counts = FunnelCounts.of(WorldPlanner.plan(Lists.ofSize(domains), 3));

        for (int step = 1; step <= 15; step++) {
            if (step != 5 && step != 6) {
                String lost = "N" + step + ".lost.";
                long losses = counts.entrySet().stream()
                        .filter(count -> count.getKey().startsWith(lost))
                        .mapToLong(Map.Entry::getValue)
                        .sum();
                assertThat(counts.get("N" + (step - 1))).as("N%d", step - 1).isEqualTo(counts.get("N" + step) + losses);
            }
        }
        assertThat(sum(counts, "T2\\..*")).isEqualTo(counts.get("N12"));
        assertThat(sum(counts, "T7\\..*")).isEqualTo(counts.get("N12"));
        assertThat(sum(counts, "N6\\.v[46]")).isEqualTo(counts.get("N6"));
        assertThat(sum(counts, "N5\\.[A-Z_]+")).isEqualTo(counts.get("N5"));
        assertThat(sum(counts, "N4\\.(EX|IM)PLICIT_MX")).isEqualTo(counts.get("N4"));
    }

    private static long sum(Map<String, Long> counts, String ids) {
        return counts.entrySet().stream()
                .filter(count -> count.getKey().matches(ids))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}
