package org.starttls.census.analyzer.engine;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * One row of an answer, valid only during the call that hands it out. A column that does not exist, or that is of another
 * type, is a bug and throws {@link IllegalArgumentException}. Empty means SQL's null.
 */
public interface Row {
    Optional<String> text(String column);

    /** Any whole number. */
    OptionalLong number(String column);

    /** Any number. */
    OptionalDouble real(String column);

    Optional<Boolean> flag(String column);

    Optional<Instant> instant(String column);

    /** A copy of a binary value. */
    Optional<byte[]> bytes(String column);

    /** A list of texts; a null list is empty. */
    List<String> texts(String column);

    /** Names of the columns, in order. */
    List<String> columns();

    /**
     * The value as plain Java, for printing: null, {@link String}, {@link Long}, {@link Double},
     * {@link java.math.BigDecimal}, {@link Boolean}, {@link Instant}, or a {@link List} of these; binary as lower-case
     * hexadecimal text; anything else as text.
     */
    Object plain(String column);

    /** A text that the query promises to be there. */
    default String needText(String column) {
        return text(column).orElseThrow(() -> new IllegalArgumentException(column + " is null"));
    }

    /** A whole number that the query promises to be there. */
    default long needNumber(String column) {
        return number(column).orElseThrow(() -> new IllegalArgumentException(column + " is null"));
    }
}
