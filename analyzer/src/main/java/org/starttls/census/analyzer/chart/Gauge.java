package org.starttls.census.analyzer.chart;

import java.math.BigDecimal;

/** A share on a scale from 0 to 100 per cent, with the band in which it lies whatever the unknown are. */
public final class Gauge {
    private static final double WIDTH = 240;
    private static final double HEIGHT = 16;

    private Gauge() {}

    /** Shares from 0 to 1. */
    public static Svg of(BigDecimal value, BigDecimal lower, BigDecimal upper) {
        double left = lower.doubleValue() * WIDTH;
        double right = upper.doubleValue() * WIDTH;
        double mark = Math.min(WIDTH - 3, value.doubleValue() * WIDTH);
        return Svg.decoration(WIDTH, HEIGHT)
                .bar("track", 0, 4, WIDTH, 8)
                .bar("fill", 0, 4, left, 8)
                .bar("band", left, 4, right - left, 8)
                .rect("mark", mark, 0, 3, HEIGHT)
                .close();
    }
}
