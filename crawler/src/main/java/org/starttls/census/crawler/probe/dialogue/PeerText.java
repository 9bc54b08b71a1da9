package org.starttls.census.crawler.probe.dialogue;

/** Makes bytes of a peer safe to read: printable ASCII as it is, a backslash and all else as \xNN. */
public final class PeerText {
    /** Characters, before escaping. Enough to see what it was. Chosen. */
    public static final int MAX_EXCERPT_CHARS = 256;

    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private PeerText() {}

    /** Escapes text of one character a byte (ISO 8859-1). Reversible: a backslash is escaped too. */
    public static String escape(String text) {
        int plain = 0;
        while (plain < text.length() && isPlain(text.charAt(plain))) {
            plain++;
        }
        if (plain == text.length()) {
            return text;
        }
        StringBuilder escaped = new StringBuilder(text.length() + 16).append(text, 0, plain);
        for (int i = plain; i < text.length(); i++) {
            append(escaped, text.charAt(i));
        }
        return escaped.toString();
    }

    /** The first {@value #MAX_EXCERPT_CHARS} characters of the escaped text, never half an escape. */
    public static String excerpt(String text) {
        StringBuilder escaped = new StringBuilder(MAX_EXCERPT_CHARS);
        for (int i = 0; i < text.length(); i++) {
            if (escaped.length() + escapedChars(text.charAt(i)) > MAX_EXCERPT_CHARS) {
                break;
            }
            append(escaped, text.charAt(i));
        }
        return escaped.toString();
    }

    static void append(StringBuilder to, char c) {
        if (isPlain(c)) {
            to.append(c);
        } else {
            to.append('\\').append('x').append(HEX[(c >> 4) & 0xf]).append(HEX[c & 0xf]);
        }
    }

    static int escapedChars(char c) {
        return isPlain(c) ? 1 : 4;
    }

    private static boolean isPlain(int c) {
        return c >= ' ' && c <= '~' && c != '\\';
    }
}
