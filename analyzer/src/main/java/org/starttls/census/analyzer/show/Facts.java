package org.starttls.census.analyzer.show;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.starttls.census.analyzer.engine.Row;

/**
 * One row of a table, by column, in the order of the columns.
 *
 * @param values plain Java, as {@link Row#plain}; null where the table has null
 */
public record Facts(Map<String, Object> values) {
    public Facts {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    static Facts of(Row row) {
        Map<String, Object> values = new LinkedHashMap<>();
        row.columns().forEach(column -> values.put(column, row.plain(column)));
        return new Facts(values);
    }

    public Optional<String> text(String column) {
        return Optional.ofNullable(values.get(column)).map(Object::toString);
    }

    /** The text, or a dash. */
    public String orDash(String column) {
        return text(column).orElse("-");
    }

    /** Elements of a list. */
    public List<String> texts(String column) {
        return values.get(column) instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }
}
