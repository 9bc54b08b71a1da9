package org.starttls.census.analyzer.report;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.starttls.census.analyzer.figures.CampaignFigures;
import org.starttls.census.analyzer.figures.Figure;
import org.starttls.census.analyzer.figures.FigureTable;
import org.starttls.census.analyzer.figures.FunnelStep;

/** Tables as CSV: a head of column names, LF line ends, shares from 0 to 1, an empty cell where there is none. */
final class CsvTable {
    private CsvTable() {}

    static String of(FigureTable table) {
        List<List<Object>> lines = new ArrayList<>();
        lines.add(new ArrayList<>(
                table.columns().stream().map(FigureTable.Column::name).toList()));
        lines.addAll(table.rows());
        return csv(lines);
    }

    /** One line per step, and one per loss and part. */
    static String funnel(CampaignFigures figures) {
        List<List<Object>> lines = new ArrayList<>();
        lines.add(List.of("step", "label", "unit", "entry", "reason", "count"));
        for (FunnelStep step : figures.funnel()) {
            Function<String, Function<String, List<Object>>> line =
                    entry -> reason -> List.of(step.id(), step.label(), step.unit(), entry, reason);
            lines.add(with(line.apply("count").apply(""), step.count()));
            step.parts().forEach((part, n) -> lines.add(with(line.apply("part").apply(part), n)));
            step.lost().forEach((reason, n) -> lines.add(with(line.apply("lost").apply(reason), n)));
        }
        return csv(lines);
    }

    private static List<Object> with(List<Object> cells, long count) {
        List<Object> all = new ArrayList<>(cells);
        all.add(count);
        return all;
    }

    static String figures(CampaignFigures figures) {
        List<List<Object>> lines = new ArrayList<>();
        lines.add(List.of(
                "id",
                "label",
                "numerator",
                "denominator",
                "unknown",
                "unit",
                "rule",
                "population",
                "value",
                "lower",
                "upper"));
        for (Figure figure : figures.figures()) {
            List<Object> cells = new ArrayList<>(List.of(
                    figure.id(),
                    figure.label(),
                    figure.numerator(),
                    figure.denominator(),
                    figure.unknown(),
                    figure.unit(),
                    figure.rule(),
                    figure.population()));
            cells.add(figure.value().orElse(null));
            cells.add(figure.lower().orElse(null));
            cells.add(figure.upper().orElse(null));
            lines.add(cells);
        }
        return csv(lines);
    }

    private static String csv(List<List<Object>> lines) {
        return lines.stream()
                .map(line -> line.stream().map(CsvTable::cell).collect(Collectors.joining(",")) + "\n")
                .collect(Collectors.joining());
    }

    private static String cell(Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof BigDecimal share) {
            return share.toPlainString();
        }
        return value instanceof Long count ? Long.toString(count) : CsvCell.of(VisibleText.of(value.toString()));
    }
}
