package org.starttls.census.analyzer.report;

/**
 * Text of which nothing acts unseen. What came from a peer may hold escape sequences that move a terminal's cursor, marks
 * that turn the reading direction, or NUL: each such character becomes {@code \}{@code u} and four hexadecimal digits.
 */
public final class VisibleText {
    private VisibleText() {}

    public static String of(String text) {
        StringBuilder visible = new StringBuilder(text.length());
        text.chars().forEach(character -> {
            if (isVisible((char) character)) {
                visible.append((char) character);
            } else {
                visible.append(String.format("\\u%04x", character));
            }
        });
        return visible.toString();
    }

    private static boolean isVisible(char character) {
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
