package org.starttls.census.analyzer.judge;

import java.util.Objects;

/**
 * A sign that was seen.
 *
 * @param evidence what was seen, bounded, as received
 */
public record SignFinding(Sign sign, String evidence) {
    /** Characters. Chosen: a line of a reply, not a novel; the transcript has the rest. */
    static final int MAX_EVIDENCE = 300;

    public SignFinding {
        Objects.requireNonNull(sign);
        evidence = evidence.length() <= MAX_EVIDENCE ? evidence : evidence.substring(0, MAX_EVIDENCE) + "...";
    }
}
