package org.starttls.census.analyzer.report;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.starttls.census.analyzer.chart.Svg;

/**
 * One thing shown: a picture in two widths, what it says in a sentence, the table behind it, the query that counted it.
 *
 * @param sentence the picture in words, at least two of its numbers; also its alternative text
 * @param chart absent where a table is clearer
 * @param open whether the table is shown from the start
 * @param query name of the SQL text
 */
public record Exhibit(
        String id,
        String title,
        String question,
        String sentence,
        String unit,
        String note,
        Optional<Chart> chart,
        TableView table,
        boolean open,
        String query) {
    /** A picture in both widths. */
    public record Chart(Svg wide, Svg narrow) {
        public Chart {
            Objects.requireNonNull(wide);
            Objects.requireNonNull(narrow);
        }
    }

    public Exhibit {
        Objects.requireNonNull(id);
        Objects.requireNonNull(sentence);
        Objects.requireNonNull(chart);
        Objects.requireNonNull(table);
    }

    /** A heading and what stands under it. */
    public record Section(String id, String title, String lead, List<Exhibit> exhibits) {
        public Section {
            exhibits = List.copyOf(exhibits);
        }
    }
}
