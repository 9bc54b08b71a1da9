package org.starttls.census.analyzer.campaign;

import java.util.Objects;
import java.util.Optional;

/**
 * Which verdicts of a campaign: its own, by its own trust store and at the time of each probe, or others beside them.
 *
 * @param rulesVersion by which they were reached
 * @param label what they are called; {@value #OWN} for the campaign's own
 */
public record VerdictSet(String rulesVersion, String label) {
    /** The label of a campaign's own verdicts. */
    public static final String OWN = "own";

    private static final String SEPARATOR = "+";

    public VerdictSet {
        Objects.requireNonNull(rulesVersion);
        if (!isLabel(label)) {
            throw new IllegalArgumentException(label);
        }
    }

    public static VerdictSet own(String rulesVersion) {
        return new VerdictSet(rulesVersion, OWN);
    }

    /** Whether a text can be part of a folder's name on every system and store, and of a query. */
    public static boolean isLabel(String text) {
        return text.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    }

    public boolean isOwn() {
        return label.equals(OWN);
    }

    /** Its folder below {@code verdicts/}: the rules version, and the label unless it is the campaign's own. */
    public String folder() {
        return isOwn() ? rulesVersion : rulesVersion + SEPARATOR + label;
    }

    /** The labelled set of that folder, if it is one of that rules version. */
    static Optional<VerdictSet> labelled(String folder, String rulesVersion) {
        String label = folder.startsWith(rulesVersion + SEPARATOR)
                ? folder.substring(rulesVersion.length() + SEPARATOR.length())
                : "";
        return isLabel(label) && !label.equals(OWN)
                ? Optional.of(new VerdictSet(rulesVersion, label))
                : Optional.empty();
    }
}
