package org.starttls.census.analyzer.report;

/**
 * Text of which nothing acts unseen. What came from a peer may hold escape sequences that move a terminal's cursor, marks
 * that turn the reading direction, or NUL: each such character becomes {@code \}{@code u} and four hexadecimal digits, twice
 * those where it is beyond the first plane; so does a half of a surrogate pair without the other.
 */
public final class VisibleText {
    private VisibleText() {}

    public static String of(String text) {
        StringBuilder visible = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            if (isVisible(point)) {
                visible.appendCodePoint(point);
            } else {
                for (char unit : Character.toChars(point)) {
                    visible.append(String.format("\\u%04x", (int) unit));
                }
            }
        });
        return visible.toString();
    }

    private static boolean isVisible(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
