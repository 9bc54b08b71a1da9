package org.starttls.census.analyzer.report;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.starttls.census.analyzer.chart.Words;
import org.starttls.census.analyzer.figures.FigureTable;

/**
 * A table as it is printed: words, and whether a column holds numbers.
 *
 * @param heads one per column
 * @param rows cells in the order of the columns; the first column that is no number names the row
 */
public record TableView(List<Head> heads, List<List<String>> rows) {
    /** A column's head. */
    public record Head(String label, boolean number) {}

    public TableView {
        heads = List.copyOf(heads);
        rows = List.copyOf(rows);
    }

    static TableView of(FigureTable table) {
        List<Head> heads = table.columns().stream()
                .map(column -> new Head(column.label(), isNumber(column.kind())))
                .toList();
        List<List<String>> rows = new ArrayList<>();
        for (List<Object> row : table.rows()) {
            List<String> cells = new ArrayList<>();
            for (int i = 0; i < row.size(); i++) {
                cells.add(cell(table.columns().get(i).kind(), row.get(i)));
            }
            rows.add(cells);
        }
        return new TableView(heads, rows);
    }

    private static boolean isNumber(FigureTable.Kind kind) {
        return kind == FigureTable.Kind.COUNT || kind == FigureTable.Kind.SHARE;
    }

    private static String cell(FigureTable.Kind kind, Object value) {
        return switch (kind) {
            case TEXT, PEER -> VisibleText.of((String) value);
            case COUNT -> Words.count((Long) value);
            case SHARE -> value == null ? "–" : Words.percent((BigDecimal) value);
        };
    }
}
