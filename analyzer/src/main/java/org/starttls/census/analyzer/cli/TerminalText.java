package org.starttls.census.analyzer.cli;

import java.util.stream.Collectors;
import org.starttls.census.analyzer.report.VisibleText;

/**
 * Text for a terminal. What came from a peer may hold escape sequences that move the cursor, or marks that turn the reading
 * direction: each such character becomes {@code \}{@code u} and four hexadecimal digits.
 */
public final class TerminalText {
    private TerminalText() {}

    public static String escape(String text) {
        return VisibleText.of(text);
    }

    /** As {@link #escape}, but line feeds stay: for text of several lines that is ours in form. */
    public static String escapeLines(String text) {
        return text.lines().map(TerminalText::escape).collect(Collectors.joining("\n"));
    }
}
