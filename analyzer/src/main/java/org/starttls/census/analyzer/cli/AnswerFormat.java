package org.starttls.census.analyzer.cli;

/** How {@code sql} prints an answer. */
enum AnswerFormat {
    /** Columns aligned for reading. */
    TABLE,
    /** RFC 4180, one line per row. */
    CSV,
    /** One JSON array of objects. */
    JSON,
    /** A table for a document. */
    MARKDOWN
}
