package org.starttls.census.analyzer.figures;

import java.util.List;
import java.util.Objects;

/**
 * A table of the report, complete: what it asks, the columns, the rows.
 *
 * @param id for links and file names: lower case, digits, dashes
 * @param query name of the SQL text that counted it
 * @param note what a reader must know to read it right; may be empty
 * @param rows cells in the order of the columns: {@link String}, {@link Long} or, for a share,
 *     {@link java.math.BigDecimal}; null where there is no share
 */
public record FigureTable(
        String id,
        String title,
        String question,
        String unit,
        String note,
        String query,
        List<Column> columns,
        List<List<Object>> rows) {
    /** What a column holds, and so how it is written. */
    public enum Kind {
        /** Words of ours. */
        TEXT,
        /** Words that a peer chose. */
        PEER,
        /** A whole number. */
        COUNT,
        /** From 0 to 1. */
        SHARE
    }

    /** A column. */
    public record Column(String name, String label, Kind kind) {
        public Column {
            Objects.requireNonNull(name);
            Objects.requireNonNull(label);
            Objects.requireNonNull(kind);
        }
    }

    public FigureTable {
        Objects.requireNonNull(id);
        Objects.requireNonNull(title);
        Objects.requireNonNull(question);
        Objects.requireNonNull(unit);
        Objects.requireNonNull(note);
        Objects.requireNonNull(query);
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /** Place of a column. */
    public int place(String column) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(column)) {
                return i;
            }
        }
        throw new IllegalArgumentException("no column " + column + " in " + id);
    }

    public long count(List<Object> row, String column) {
        return (Long) row.get(place(column));
    }

    public String text(List<Object> row, String column) {
        return (String) row.get(place(column));
    }
}
