package org.starttls.census.analyzer.report;

/** One cell of a CSV file. Source: RFC 4180 s2. */
public final class CsvCell {
    private CsvCell() {}

    /**
     * A text as a cell. Text from a peer may be a formula to a spreadsheet: what starts with {@code =}, {@code +},
     * {@code -}, {@code @}, tab or CR gets a leading apostrophe.
     */
    public static String of(String text) {
        String harmless = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        boolean needsQuotes = harmless.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return needsQuotes ? '"' + harmless.replace("\"", "\"\"") + '"' : harmless;
    }
}
