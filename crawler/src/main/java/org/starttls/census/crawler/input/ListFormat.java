package org.starttls.census.crawler.input;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * How the lines of one file are to be read, found by looking at its first {@value #SAMPLE_LINES} data lines.
 *
 * @param separator between columns; absent: the line is the domain
 * @param domainColumn from 0
 * @param rankColumn from 0; -1: none
 * @param hasHeading whether the first data line names the columns
 */
record ListFormat(Optional<Character> separator, int domainColumn, int rankColumn, boolean hasHeading, boolean zone) {
    static final int SAMPLE_LINES = 100;

    private static final Set<String> DOMAIN_HEADINGS = Set.of("domain", "name", "host");
    private static final Set<String> RANK_HEADINGS = Set.of("rank", "position");
    private static final ListFormat LINES = new ListFormat(Optional.empty(), 0, -1, false, false);
    private static final ListFormat ZONE = new ListFormat(Optional.empty(), 0, -1, false, true);

    /**
     * @param sample data lines, as text
     * @param column heading or number (from 1) of the domain's column, if the user named it
     * @throws InputException if the column asked for is not there, or none is found
     */
    static ListFormat of(List<String> sample, Optional<String> column, String file) {
        if (looksLikeZone(sample)) {
            return ZONE;
        }
        Optional<Character> separator = separator(sample);
        if (separator.isEmpty()) {
            if (column.isPresent() && !column.get().equals("1") && !column.get().equalsIgnoreCase(first(sample))) {
                throw new InputException(file + " has one column, --column is " + column.get(), "leave --column out");
            }
            boolean heading = DOMAIN_HEADINGS.contains(first(sample).toLowerCase(Locale.ROOT))
                    || column.isPresent() && column.get().equalsIgnoreCase(first(sample));
            return heading ? new ListFormat(Optional.empty(), 0, -1, true, false) : LINES;
        }
        List<List<String>> rows =
                sample.stream().map(line -> columns(line, separator.get())).toList();
        return delimited(rows, separator, column, file);
    }

    private static ListFormat delimited(
            List<List<String>> rows, Optional<Character> separator, Optional<String> column, String file) {
        List<String> heading = rows.get(0).stream()
                .map(cell -> cell.strip().toLowerCase(Locale.ROOT))
                .toList();
        int named = -1;
        if (column.isPresent()) {
            named = heading.indexOf(column.get().toLowerCase(Locale.ROOT));
            if (named < 0 && column.get().matches("[1-9]\\d{0,3}")) {
                int number = Integer.parseInt(column.get()) - 1;
                return new ListFormat(separator, number, rankColumn(rows, number), isHeading(rows, number), false);
            }
            if (named < 0) {
                throw new InputException(
                        file + " has no column " + column.get() + "; its first line is " + rows.get(0),
                        "give --column a heading of that line, or a number from 1");
            }
        }
        for (int i = 0; named < 0 && i < heading.size(); i++) {
            if (DOMAIN_HEADINGS.contains(heading.get(i)) || heading.get(i).equals("domain name")) {
                named = i;
            }
        }
        if (named >= 0) {
            return new ListFormat(separator, named, rankColumn(rows, named), true, false);
        }
        for (List<String> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                if (DomainSyntax.judge(row.get(i).strip()).domain().isPresent()) {
                    return new ListFormat(separator, i, rankColumn(rows, i), isHeading(rows, i), false);
                }
            }
        }
        throw new InputException(
                file + ": no column of its first " + rows.size() + " lines holds a domain",
                "name the column: --column NAME");
    }

    private static boolean isHeading(List<List<String>> rows, int column) {
        List<String> first = rows.get(0);
        return rows.size() > 1
                && column < first.size()
                && DomainSyntax.judge(first.get(column).strip()).domain().isEmpty()
                && first.stream().noneMatch(cell -> cell.strip().matches("\\d+"));
    }

    /** A column headed rank, or the first one if it is a number in every row but a heading. */
    private static int rankColumn(List<List<String>> rows, int domainColumn) {
        List<String> heading = rows.get(0);
        for (int i = 0; i < heading.size(); i++) {
            if (i != domainColumn
                    && RANK_HEADINGS.contains(heading.get(i).strip().toLowerCase(Locale.ROOT))) {
                return i;
            }
        }
        boolean numbered = domainColumn != 0
                && rows.stream()
                        .skip(rows.size() > 1 ? 1 : 0)
                        .allMatch(row -> row.get(0).strip().matches("\\d{1,18}"));
        return numbered ? 0 : -1;
    }

    private static Optional<Character> separator(List<String> sample) {
        for (char candidate : new char[] {'\t', ',', ';'}) {
            long with =
                    sample.stream().filter(line -> line.indexOf(candidate) >= 0).count();
            if (2 * with > sample.size()) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    private static boolean looksLikeZone(List<String> sample) {
        return sample.stream()
                .anyMatch(line -> line.startsWith("$ORIGIN")
                        || line.startsWith("$TTL")
                        || line.matches("(?i)\\S+\\.?\\s+(\\d+\\s+)?(in\\s+)?(ns|soa)\\s+\\S+.*"));
    }

    private static String first(List<String> sample) {
        return sample.isEmpty() ? "" : sample.get(0).strip();
    }

    /** Splits a row by RFC 4180's rules for quotes; a quoted line end is not supported. */
    static List<String> columns(String line, char separator) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char character = line.charAt(i);
            if (quoted && character == '"' && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                cell.append('"');
                i++;
            } else if (character == '"') {
                quoted = !quoted;
            } else if (character == separator && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(character);
            }
        }
        cells.add(cell.toString());
        return cells;
    }
}
