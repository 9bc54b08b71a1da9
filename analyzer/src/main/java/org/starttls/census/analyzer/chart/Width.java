package org.starttls.census.analyzer.chart;

/** The two widths at which a chart draws itself, in units of the picture; one unit is about one pixel. */
public enum Width {
    /** Desktop and paper. */
    WIDE(720),
    /** A phone, 390 pixels less its margins. */
    NARROW(350);

    private final double units;

    Width(double units) {
        this.units = units;
    }

    public double units() {
        return units;
    }

    boolean isNarrow() {
        return this == NARROW;
    }
}
