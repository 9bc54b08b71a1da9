package org.starttls.census.analyzer.figures;

import java.math.BigDecimal;
import java.util.Objects;
import java.util.Optional;

/**
 * One rate.
 *
 * @param denominator the known: those for which the fact is yes or no
 * @param unknown those that belong to the population, but could not be told
 * @param rule how it was rolled up: "any", "all", "primary", or "each" where nothing is
 * @param population who belongs to it, in words
 * @param value numerator / denominator
 * @param lower the value if every unknown were no
 * @param upper the value if every unknown were yes
 */
public record Figure(
        String id,
        String label,
        long numerator,
        long denominator,
        long unknown,
        String unit,
        String rule,
        String population,
        Optional<BigDecimal> value,
        Optional<BigDecimal> lower,
        Optional<BigDecimal> upper) {
    public Figure {
        Objects.requireNonNull(id);
        Objects.requireNonNull(label);
        Objects.requireNonNull(unit);
        Objects.requireNonNull(rule);
        Objects.requireNonNull(population);
        Objects.requireNonNull(value);
        Objects.requireNonNull(lower);
        Objects.requireNonNull(upper);
    }

    static Figure of(Rate rate, long numerator, long known, long unknown) {
        return new Figure(
                rate.id(),
                rate.label(),
                numerator,
                known,
                unknown,
                rate.unit(),
                rate.rule(),
                rate.population(),
                Share.of(numerator, known),
                Share.of(numerator, known + unknown),
                Share.of(numerator + unknown, known + unknown));
    }
}
