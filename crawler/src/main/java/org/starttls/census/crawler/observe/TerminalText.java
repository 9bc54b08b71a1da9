package org.starttls.census.crawler.observe;

/** Text that may come from a peer or a file, made harmless for a terminal or a log. */
public final class TerminalText {
    private TerminalText() {}

    /**
     * Control, format and bidirectional characters and lone surrogates as escapes; the rest as it is. Line feeds too: a
     * line of ours stays one line, whatever stands in it.
     */
    public static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            int type = Character.getType(point);
            boolean harmless = type != Character.CONTROL
                    && type != Character.FORMAT
                    && type != Character.SURROGATE
                    && type != Character.PRIVATE_USE
                    && type != Character.UNASSIGNED
                    && type != Character.LINE_SEPARATOR
                    && type != Character.PARAGRAPH_SEPARATOR;
            if (harmless) {
                escaped.appendCodePoint(point);
            } else {
                escaped.append(point < 0x100 ? String.format("\\x%02x", point) : String.format("\\u{%x}", point));
            }
        });
        return escaped.toString();
    }
}
