package org.starttls.census.analyzer.judge;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a refusal quotes the command it refuses. The quotation shows what arrived.
 *
 * <p>Source: Durumeric et al., IMC 2015, as cited: of the servers that quoted it, 617,093 quoted STARTTLS, 5,750 X's, 786
 * "STAR" or "TTLS".
 */
enum Echo {
    /** STARTTLS itself. */
    INTACT,
    /** X's in its place. */
    MASKED,
    /** Four to seven letters of its beginning or end; three, as in "TLS", may be the word of a text. */
    TRUNCATED,
    /** No quotation. */
    NONE;

    private static final String COMMAND = "STARTTLS";
    private static final Pattern WORD = Pattern.compile("(?i)(?<![A-Za-z0-9])STARTTLS(?![A-Za-z0-9])");
    private static final Pattern MASK = Pattern.compile("(?<![A-Za-z0-9])X{4,}(?![A-Za-z0-9])");

    /** A word in quotation marks or brackets, or the last one behind a colon. */
    private static final Pattern QUOTED =
            Pattern.compile("[\"'<(\\[`]([A-Za-z]{4,8})[\"'>)\\]`]|:\\s*([A-Za-z]{4,8})\\s*$");

    static Echo of(String refusal) {
        if (MASK.matcher(refusal).find()) {
            return MASKED;
        }
        if (WORD.matcher(refusal).find()) {
            return INTACT;
        }
        Matcher quoted = QUOTED.matcher(refusal);
        while (quoted.find()) {
            String word = (quoted.group(1) == null ? quoted.group(2) : quoted.group(1)).toUpperCase(Locale.ROOT);
            if (COMMAND.startsWith(word) || COMMAND.endsWith(word)) {
                return TRUNCATED;
            }
        }
        return NONE;
    }

    /** Whether a refusal of any command quotes X's. */
    static boolean isMasked(String refusal) {
        return MASK.matcher(refusal).find();
    }
}
