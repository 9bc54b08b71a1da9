package org.starttls.census.analyzer.figures;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/** Division of counts. */
public final class Share {
    /** Decimals of a stored share. Chosen: two more than a percentage with two decimals needs. */
    static final int SCALE = 6;

    private Share() {}

    /** The part of the whole, from 0 to 1; empty of nothing. */
    public static Optional<BigDecimal> of(long part, long whole) {
        return whole == 0
                ? Optional.empty()
                : Optional.of(BigDecimal.valueOf(part).divide(BigDecimal.valueOf(whole), SCALE, RoundingMode.HALF_UP));
    }
}
