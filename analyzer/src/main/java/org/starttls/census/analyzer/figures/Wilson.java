package org.starttls.census.analyzer.figures;

/**
 * The Wilson score interval at 95 per cent, for samples only: a census of a list has no sampling error, and a report of one
 * prints bounds for what is unknown instead. Source: E. B. Wilson, Probable inference, the law of succession, and
 * statistical inference, JASA 22 (1927).
 *
 * @param lower from 0
 * @param upper to 1
 */
public record Wilson(double lower, double upper) {
    /** The 97.5 per cent point of the standard normal distribution. */
    private static final double Z = 1.959963984540054;

    /** The interval for a share seen as {@code successes} of {@code trials}. */
    public static Wilson of(long successes, long trials) {
        if (trials < 1 || successes < 0 || successes > trials) {
            throw new IllegalArgumentException(successes + " of " + trials);
        }
        double share = (double) successes / trials;
        double squares = Z * Z / trials;
        double centre = (share + squares / 2) / (1 + squares);
        double half = Z * Math.sqrt(share * (1 - share) / trials + squares / (4 * trials)) / (1 + squares);
        return new Wilson(Math.max(0, centre - half), Math.min(1, centre + half));
    }
}
