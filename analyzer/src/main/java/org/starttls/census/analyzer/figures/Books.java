package org.starttls.census.analyzer.figures;

import java.util.List;
import java.util.Objects;

/** Whether the campaign adds up: every identity that was checked, those that hold too. */
public record Books(List<Check> checks) {
    /** One identity: what was expected and what was found. */
    public record Check(String what, long expected, long found) {
        public Check {
            Objects.requireNonNull(what);
        }

        public boolean holds() {
            return expected == found;
        }
    }

    public Books {
        checks = List.copyOf(checks);
    }

    public boolean balance() {
        return checks.stream().allMatch(Check::holds);
    }

    public List<Check> broken() {
        return checks.stream().filter(check -> !check.holds()).toList();
    }
}
