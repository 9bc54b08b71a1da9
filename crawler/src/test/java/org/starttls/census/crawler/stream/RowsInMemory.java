package org.starttls.census.crawler.stream;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.generic.GenericRecord;
import org.starttls.census.schemas.Table;

/** Tables that outlive their pipeline, but keep of an unfinished file nothing. */
final class RowsInMemory implements TableStore {
    private final Map<Table, List<String>> inPlace = new EnumMap<>(Table.class);
    private final Map<Table, Long> nextOffset = new EnumMap<>(Table.class);
    private final Map<Table, Map<String, Long>> ended = new EnumMap<>(Table.class);

    /** Rows of finished files, as text, in the order of their topic. */
    synchronized List<String> rows(Table table) {
        return List.copyOf(inPlace.getOrDefault(table, List.of()));
    }

    @Override
    public synchronized TableFiles open(Table table, String topicId, int partition) {
        inPlace.putIfAbsent(table, new ArrayList<>());
        nextOffset.putIfAbsent(table, 0L);
        ended.putIfAbsent(table, new TreeMap<>());
        return new Files(table);
    }

    private final class Files implements TableFiles {
        private static final int ROWS_A_FILE = 700;

        private final Table table;
        private final List<String> open = new ArrayList<>();
        private final Map<String, Long> openEnds = new TreeMap<>();
        private long last;

        Files(Table table) {
            this.table = table;
            this.last = nextOffset.get(table) - 1;
        }

        @Override
        public long nextOffset() {
            synchronized (RowsInMemory.this) {
                return nextOffset.get(table);
            }
        }

        @Override
        public Map<String, Long> ended() {
            synchronized (RowsInMemory.this) {
                return Map.copyOf(ended.get(table));
            }
        }

        @Override
        public long rows() {
            synchronized (RowsInMemory.this) {
                return inPlace.get(table).size() + open.size();
            }
        }

        @Override
        public void append(long offset, GenericRecord row) {
            open.add(row.toString());
            last = offset;
            if (open.size() == ROWS_A_FILE) {
                finish();
            }
        }

        @Override
        public void end(long offset, String producer, long records) {
            openEnds.put(producer, records);
            last = offset;
        }

        @Override
        public void finish() {
            synchronized (RowsInMemory.this) {
                inPlace.get(table).addAll(open);
                nextOffset.put(table, last + 1);
                ended.get(table).putAll(openEnds);
                open.clear();
                openEnds.clear();
            }
        }

        @Override
        public void close() {
            open.clear();
        }
    }
}
