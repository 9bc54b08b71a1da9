package org.starttls.census.crawler.probe.dialogue;

import java.util.List;
import java.util.Locale;

/**
 * One complete reply, kept as received.
 *
 * @param code the reply code of the last line
 * @param lines text behind the separator, without the line's end, one character a byte (ISO 8859-1); 1 to
 *     {@value #MAX_LINES} of them, each may be empty
 */
public record SmtpReply(int code, List<String> lines) {
    /** Lines. Stops an endless "250-". Chosen, not measured; real replies have a few dozen lines at most. */
    public static final int MAX_LINES = 200;

    public SmtpReply {
        lines = List.copyOf(lines);
        if (code < 0 || code > 999) {
            throw new IllegalArgumentException("code=" + code);
        }
        if (lines.isEmpty() || lines.size() > MAX_LINES) {
            throw new IllegalArgumentException("lines=" + lines.size());
        }
    }

    /** 4yz: the same may succeed later. Source: RFC 5321 s4.2.1. */
    public boolean isTransientRefusal() {
        return code >= 400 && code <= 499;
    }

    /** 5yz: do not repeat. Source: RFC 5321 s4.2.1. */
    public boolean isPermanentRefusal() {
        return code >= 500 && code <= 599;
    }

    /** Whether the code has one of the first digits that RFC 5321 s4.2.1 defines for a final or intermediate reply. */
    boolean hasKnownSeverity() {
        return code >= 200 && code <= 599;
    }

    /** First word of line one: the name that a server gives itself in an EHLO or HELO reply, possibly empty. */
    public String name() {
        return firstWord(lines.get(0));
    }

    /**
     * EHLO keywords in upper case, without parameters, in the order received. Line one names the server; it is never a
     * keyword. Source: RFC 5321 s4.1.1.1.
     */
    public List<String> keywords() {
        return lines.stream()
                .skip(1)
                .map(SmtpReply::firstWord)
                .filter(word -> !word.isEmpty())
                .map(word -> word.toUpperCase(Locale.ROOT))
                .toList();
    }

    /** Lines after the first, as received. */
    public List<String> linesAfterFirst() {
        return lines.subList(1, lines.size());
    }

    boolean offers(String keyword) {
        return lines.stream().skip(1).anyMatch(line -> firstWord(line).equalsIgnoreCase(keyword));
    }

    /** All lines, joined by a line feed. */
    public String text() {
        return String.join("\n", lines);
    }

    private static String firstWord(String line) {
        int end = 0;
        while (end < line.length() && line.charAt(end) != ' ' && line.charAt(end) != '\t') {
            end++;
        }
        return line.substring(0, end);
    }
}
