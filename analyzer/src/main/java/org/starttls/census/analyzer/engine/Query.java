package org.starttls.census.analyzer.engine;

import java.util.List;
import java.util.Objects;

/**
 * A text of SQL and the values of its {@code ?}, in order. Values never become part of the text.
 *
 * @param values {@link String}, {@link Long}, {@link Integer}, {@link Boolean}
 */
public record Query(String sql, List<Object> values) {
    public Query {
        Objects.requireNonNull(sql);
        values = List.copyOf(values);
    }

    public static Query of(String sql, Object... values) {
        return new Query(sql, List.of(values));
    }
}
