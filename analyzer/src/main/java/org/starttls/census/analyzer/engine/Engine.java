package org.starttls.census.analyzer.engine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.starttls.census.schemas.Table;

/**
 * Answers SQL over the tables of one campaign. For one thread; while rows are handed out no other query may be asked of the
 * same engine.
 *
 * @see DuckdbEngine
 */
public interface Engine extends AutoCloseable {
    /**
     * Makes a table a view by its name, in place of the one before.
     *
     * @param files Parquet; none makes an empty view with the columns of the table's schema
     * @throws EngineException if a file cannot be read
     */
    void register(Table table, List<Path> files);

    /**
     * Hands out the rows of an answer one by one, in its order, without holding them all.
     *
     * @throws EngineException if the query fails, also in the middle
     */
    void query(Query query, Consumer<Row> rows);

    /**
     * Writes an answer to a Parquet file (zstd, row groups of 122,880 rows) in the order of the query. The file appears
     * whole or not at all; one of the same name is replaced.
     *
     * @return rows written
     */
    long copy(String sql, Path file);

    /** Answers a query once and keeps the answer as a table of that name, until the engine is closed. */
    void derive(String name, String sql);

    /**
     * Keeps rows of text as a table of that name, until the engine is closed.
     *
     * @param rows each with one value per column
     */
    void load(String name, List<String> columns, Iterable<List<String>> rows);

    /** Runs a statement that answers nothing, for example one that creates a view. */
    void execute(String sql);

    /** All rows of a small answer. */
    default <T> List<T> list(Query query, Function<Row, T> row) {
        List<T> list = new ArrayList<>();
        query(query, next -> list.add(row.apply(next)));
        return list;
    }

    /** The only number of the only row. */
    default long number(Query query) {
        List<Long> numbers = list(query, row -> row.needNumber(row.columns().get(0)));
        if (numbers.size() != 1) {
            throw new IllegalArgumentException("one row expected, not " + numbers.size());
        }
        return numbers.get(0);
    }

    @Override
    void close();
}
