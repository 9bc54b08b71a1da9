package org.starttls.census.analyzer.figures;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.starttls.census.analyzer.engine.Engine;
import org.starttls.census.analyzer.engine.Query;
import org.starttls.census.analyzer.figures.FigureTable.Column;
import org.starttls.census.analyzer.figures.FigureTable.Kind;

/** The table that shows several sets of verdicts over the same facts side by side: a row per measure, two columns per set. */
final class VerdictSetsTable {
    static final String QUERY = "verdict_sets";

    private static final String ID = "verdict-sets";

    private VerdictSetsTable() {}

    /** @param sets in the order of their columns */
    static FigureTable count(Engine engine, String sql, List<VerdictFacts> sets) {
        Map<String, Map<String, List<Object>>> cells = new LinkedHashMap<>();
        engine.query(Query.of(sql), row -> {
            List<Object> pair = new ArrayList<>();
            pair.add(row.needNumber("n"));
            pair.add(Share.of(row.needNumber("n"), row.needNumber("known")).orElse(null));
            cells.computeIfAbsent(row.needText("measure"), measure -> new LinkedHashMap<>())
                    .put(row.needText("verdict_set"), pair);
        });
        List<Column> columns = new ArrayList<>(List.of(new Column("measure", "Measure", Kind.TEXT)));
        for (VerdictFacts set : sets) {
            columns.add(new Column(set.label(), set.label(), Kind.COUNT));
            columns.add(new Column(set.label() + "_share", "Share", Kind.SHARE));
        }
        List<List<Object>> rows = new ArrayList<>();
        cells.forEach((measure, bySet) -> {
            List<Object> row = new ArrayList<>(List.of(measure));
            sets.forEach(set -> row.addAll(bySet.getOrDefault(set.label(), List.of(0L, 0L))));
            rows.add(row);
        });
        return new FigureTable(
                ID,
                "The same facts by other verdicts",
                TableSpec.question(sql),
                "addresses and domains",
                note(sets),
                QUERY,
                columns,
                rows);
    }

    private static String note(List<VerdictFacts> sets) {
        return sets.stream()
                .map(set -> set.label() + ": " + set.words())
                .collect(Collectors.joining(". ", "Shares are of what is known. ", "."));
    }
}
