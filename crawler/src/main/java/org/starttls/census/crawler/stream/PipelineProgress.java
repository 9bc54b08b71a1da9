package org.starttls.census.crawler.stream;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.starttls.census.schemas.Table;
import org.starttls.census.schemas.WorkTopic;

/**
 * Where a pipeline is: committed counts, read without stopping it.
 *
 * @param list what the publisher has published
 * @param books one a stage
 * @param rows rows of each table that the sink has taken over, those in files not yet closed included
 * @param nextDue when the first waiting task may start, if one waits
 * @param complete whether every stage has passed on END and every table is closed
 */
public record PipelineProgress(
        ListProgress list,
        Map<WorkTopic, Book> books,
        Map<Table, Long> rows,
        Optional<Instant> nextDue,
        boolean complete) {

    /**
     * The list as far as it is published.
     *
     * @param items lines published, accepted or rejected
     * @param ended whether that was all of it
     */
    public record ListProgress(long items, long accepted, long rejected, boolean ended) {}

    public PipelineProgress {
        books = Map.copyOf(books);
        rows = Map.copyOf(rows);
    }

    public boolean balances() {
        return books.values().stream().allMatch(Book::balances);
    }

    /** The books of all stages in the order of the data. */
    public Map<WorkTopic, Book> booksInOrder() {
        return books.isEmpty() ? Map.of() : new EnumMap<>(books);
    }
}
