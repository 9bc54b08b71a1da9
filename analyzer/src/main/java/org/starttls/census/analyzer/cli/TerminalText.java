package org.starttls.census.analyzer.cli;

import java.util.stream.Collectors;

/**
 * Text for a terminal. What came from a peer may hold escape sequences that move the cursor, or marks that turn the reading
 * direction: each such character becomes {@code \}{@code u} and four hexadecimal digits.
 */
public final class TerminalText {
    private TerminalText() {}

    public static String escape(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.chars().forEach(character -> {
            if (isHarmless((char) character)) {
                safe.append((char) character);
            } else {
                safe.append(String.format("\\u%04x", character));
            }
        });
        return safe.toString();
    }

    /** As {@link #escape}, but line feeds stay: for text of several lines that is ours in form. */
    public static String escapeLines(String text) {
        return text.lines().map(TerminalText::escape).collect(Collectors.joining("\n"));
    }

    private static boolean isHarmless(char character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
