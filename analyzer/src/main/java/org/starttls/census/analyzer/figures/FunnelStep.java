package org.starttls.census.analyzer.figures;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * One step of the funnel. Within a unit the step before = this step + its losses.
 *
 * @param id "N0" to "N16"
 * @param unit what is counted: "domains", "hosts", "addresses"
 * @param lost by reason, against the step before; negative where the step gains
 * @param parts some breakdown of the count, by name; need not add up
 */
public record FunnelStep(
        String id, String label, String unit, long count, Map<String, Long> lost, Map<String, Long> parts) {
    public FunnelStep {
        Objects.requireNonNull(id);
        Objects.requireNonNull(label);
        Objects.requireNonNull(unit);
        lost = Collections.unmodifiableMap(new TreeMap<>(lost));
        parts = Collections.unmodifiableMap(new TreeMap<>(parts));
    }

    public long lostInAll() {
        return lost.values().stream().mapToLong(Long::longValue).sum();
    }
}
