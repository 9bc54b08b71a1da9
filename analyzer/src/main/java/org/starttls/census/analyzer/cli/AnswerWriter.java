package org.starttls.census.analyzer.cli;

import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.starttls.census.analyzer.engine.Row;
import org.starttls.census.analyzer.report.CsvCell;

/** Prints the rows of an answer as they come. Closing it ends the answer; it does not close the output. */
abstract class AnswerWriter implements AutoCloseable {
    /** Rows that decide the widths of an aligned table; later rows keep them. Bounds the memory of an answer. */
    private static final int ALIGNED_ROWS = 1_000;

    /** Characters of a cell in an aligned table. Chosen: a transcript would push every other column off the screen. */
    private static final int CELL_CHARACTERS = 100;

    protected final PrintWriter out;

    private AnswerWriter(PrintWriter out) {
        this.out = out;
    }

    static AnswerWriter of(AnswerFormat format, PrintWriter out) {
        return switch (format) {
            case TABLE -> new Aligned(out);
            case CSV -> new Csv(out);
            case JSON -> new Json(out);
            case MARKDOWN -> new Markdown(out);
        };
    }

    abstract void row(Row row);

    @Override
    public abstract void close();

    private static String text(Object value) {
        if (value == null) {
            return "";
        }
        return value instanceof BigDecimal decimal ? decimal.toPlainString() : value.toString();
    }

    private static List<Object> values(Row row) {
        List<Object> values = new ArrayList<>();
        row.columns().forEach(column -> values.add(row.plain(column)));
        return values;
    }

    private static final class Aligned extends AnswerWriter {
        private final List<List<String>> held = new ArrayList<>();
        private final List<Boolean> numeric = new ArrayList<>();
        private List<Integer> widths = List.of();

        Aligned(PrintWriter out) {
            super(out);
        }

        @Override
        void row(Row row) {
            if (held.isEmpty() && widths.isEmpty()) {
                held.add(row.columns());
                row.columns().forEach(column -> numeric.add(row.plain(column) instanceof Number));
            }
            List<String> cells = values(row).stream()
                    .map(value -> shortened(TerminalText.escape(text(value))))
                    .toList();
            if (!widths.isEmpty()) {
                print(cells);
                return;
            }
            held.add(cells);
            if (held.size() > ALIGNED_ROWS) {
                release();
            }
        }

        private static String shortened(String cell) {
            return cell.length() <= CELL_CHARACTERS ? cell : cell.substring(0, CELL_CHARACTERS - 1) + "…";
        }

        private void release() {
            widths = IntStream.range(0, held.get(0).size())
                    .mapToObj(column -> held.stream()
                            .mapToInt(row -> row.get(column).length())
                            .max()
                            .orElse(0))
                    .toList();
            print(held.get(0));
            out.println(widths.stream().map("-"::repeat).collect(Collectors.joining("  ")));
            held.stream().skip(1).forEach(this::print);
            held.clear();
        }

        private void print(List<String> cells) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < cells.size(); i++) {
                String padding =
                        " ".repeat(Math.max(0, widths.get(i) - cells.get(i).length()));
                line.append(numeric.get(i) ? padding + cells.get(i) : cells.get(i) + padding);
                line.append("  ");
            }
            out.println(line.toString().stripTrailing());
        }

        @Override
        public void close() {
            if (!held.isEmpty()) {
                release();
            }
        }
    }

    private static final class Csv extends AnswerWriter {
        private boolean hasHead;

        Csv(PrintWriter out) {
            super(out);
        }

        @Override
        void row(Row row) {
            if (!hasHead) {
                hasHead = true;
                print(new ArrayList<>(row.columns()));
            }
            print(values(row));
        }

        private void print(List<Object> values) {
            out.println(values.stream()
                    .map(value -> value instanceof Number ? text(value) : CsvCell.of(TerminalText.escape(text(value))))
                    .collect(Collectors.joining(",")));
        }

        @Override
        public void close() {}
    }

    private static final class Json extends AnswerWriter {
        private boolean hasRow;

        Json(PrintWriter out) {
            super(out);
        }

        @Override
        void row(Row row) {
            out.print(hasRow ? ",\n " : "[");
            hasRow = true;
            out.print(JacksonAnswer.object(row.columns(), values(row)));
        }

        @Override
        public void close() {
            out.println(hasRow ? "]" : "[]");
        }
    }

    private static final class Markdown extends AnswerWriter {
        private boolean hasHead;

        Markdown(PrintWriter out) {
            super(out);
        }

        @Override
        void row(Row row) {
            if (!hasHead) {
                hasHead = true;
                print(row.columns());
                print(row.columns().stream()
                        .map(column -> row.plain(column) instanceof Number ? "--:" : "---")
                        .toList());
            }
            print(values(row).stream()
                    .map(value -> TerminalText.escape(text(value))
                            .replace("\\", "\\\\")
                            .replace("|", "\\|")
                            .replace("<", "&lt;"))
                    .toList());
        }

        private void print(List<String> cells) {
            out.println("| " + String.join(" | ", cells) + " |");
        }

        @Override
        public void close() {}
    }
}
