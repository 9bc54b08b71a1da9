package org.starttls.census.crawler.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.generic.GenericRecord;
import org.apache.parquet.avro.AvroWriteSupport;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.starttls.census.crawler.stream.TableStore;
import org.starttls.census.schemas.Table;

/**
 * The files of one table. A file is named by table, topic id, partition and the offset of its first record, so two
 * writers that start at the same offset make the same name and one of them fails; its footer holds the offset of its
 * last record and the ENDs among its records. The next file begins behind it.
 */
final class ParquetTable implements TableStore.TableFiles {
    /** As DuckDB's vectors and threads like it: two threads share a table from 122,881 rows on. */
    static final int ROWS_A_ROW_GROUP = 122_880;

    /** Rows a file. Chosen: a file of some hundred MB at most, so that a crash costs minutes of copying. */
    static final long ROWS_A_FILE = 8L * ROWS_A_ROW_GROUP;

    /** Bytes of a row group in memory. Chosen: with eight tables well below half a GiB, whatever the rows. */
    private static final long ROW_GROUP_BYTES = 48L << 20;

    /**
     * Bytes of a column's dictionary, beyond which its values are written plainly. Chosen: holds every enumeration and the
     * names of large operators; with Parquet's own 1 MiB the dictionaries of names and hashes took a third of the heap.
     */
    private static final int DICTIONARY_BYTES = 1 << 16;

    private static final String LAST_OFFSET = "census.last_offset";
    private static final String END_PREFIX = "census.end.";
    private static final String UNFINISHED = ".unfinished";

    private final Path folder;
    private final Table table;
    private final String stem;
    private final Map<String, Long> ended = new TreeMap<>();
    private final Map<String, Long> endsInFile = new TreeMap<>();
    private long nextOffset;
    private long rowsInPlace;
    private Writing writing;

    /** The file that is being written. */
    private static final class Writing {
        private final Path aside;
        private final Path target;
        private final ParquetWriter<GenericRecord> writer;
        /** Read by the writer when it closes. */
        private final Map<String, String> footer;

        private long rows;
        private long lastOffset;

        Writing(Path aside, Path target, ParquetWriter<GenericRecord> writer, Map<String, String> footer) {
            this.aside = aside;
            this.target = target;
            this.writer = writer;
            this.footer = footer;
        }
    }

    private ParquetTable(Path folder, Table table, String stem) {
        this.folder = folder;
        this.table = table;
        this.stem = stem;
    }

    static ParquetTable open(Path folder, Table table, String topicId, int partition) throws IOException {
        String stem = String.format(Locale.ROOT, "%s-%s-%d-", table.tableName(), topicId, partition);
        ParquetTable opened = new ParquetTable(folder, table, stem);
        opened.readFilesInPlace();
        return opened;
    }

    private void readFilesInPlace() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.sorted().collect(Collectors.toList());
        }
        for (Path file : files) {
            String name = file.getFileName().toString();
            if (name.endsWith(UNFINISHED)) {
                Files.delete(file);
            } else if (name.endsWith(".parquet")) {
                readFileInPlace(file, name);
            }
        }
    }

    private void readFileInPlace(Path file, String name) throws IOException {
        if (!name.equals(fileName(nextOffset))) {
            throw new IOException(file + " does not belong here: expected " + fileName(nextOffset)
                    + ", as the files of this campaign's topic follow one another");
        }
        ParquetFooter footer = ParquetFooter.read(file);
        rowsInPlace += footer.rows();
        footer.pairs().forEach((key, value) -> {
            if (key.startsWith(END_PREFIX)) {
                ended.put(key.substring(END_PREFIX.length()), Long.valueOf(value));
            }
        });
        nextOffset = Long.parseLong(footer.pairs().get(LAST_OFFSET)) + 1;
    }

    private String fileName(long firstOffset) {
        return stem + String.format(Locale.ROOT, "%019d", firstOffset) + ".parquet";
    }

    @Override
    public long nextOffset() {
        return nextOffset;
    }

    @Override
    public Map<String, Long> ended() {
        return ended;
    }

    @Override
    public long rows() {
        return rowsInPlace + (writing == null ? 0 : writing.rows);
    }

    @Override
    public void append(long offset, GenericRecord row) throws IOException {
        if (writing == null) {
            writing = begin();
        }
        writing.writer.write(row);
        writing.rows++;
        writing.lastOffset = offset;
        if (writing.rows >= ROWS_A_FILE) {
            finish();
        }
    }

    /** An END without a row before it in its file leaves a file without rows, so that it is not forgotten. */
    @Override
    public void end(long offset, String producer, long records) throws IOException {
        if (writing == null) {
            writing = begin();
        }
        endsInFile.put(producer, records);
        writing.lastOffset = offset;
    }

    private Writing begin() throws IOException {
        String name = fileName(nextOffset);
        Path aside = folder.resolve(name + UNFINISHED);
        Files.deleteIfExists(aside);
        PlainParquetConfiguration configuration = new PlainParquetConfiguration();
        configuration.setBoolean(AvroWriteSupport.WRITE_OLD_LIST_STRUCTURE, false);
        Map<String, String> footer = new TreeMap<>();
        ParquetWriter<GenericRecord> writer = new ParquetRows(new LocalOutputFile(aside), table.schema(), footer)
                .withConf(configuration)
                .withCodecFactory(new ParquetZstd())
                .withCompressionCodec(CompressionCodecName.ZSTD)
                .withRowGroupRowCountLimit(ROWS_A_ROW_GROUP)
                .withRowGroupSize(ROW_GROUP_BYTES)
                .withDictionaryPageSize(DICTIONARY_BYTES)
                .build();
        return new Writing(aside, folder.resolve(name), writer, footer);
    }

    @Override
    public void finish() throws IOException {
        if (writing == null) {
            return;
        }
        Writing done = writing;
        writing = null;
        done.footer.put(LAST_OFFSET, Long.toString(done.lastOffset));
        endsInFile.forEach((producer, records) -> done.footer.put(END_PREFIX + producer, records.toString()));
        done.writer.close();
        sync(done.aside, StandardOpenOption.WRITE);
        try {
            Files.createLink(done.target, done.aside);
        } catch (FileAlreadyExistsException e) {
            Files.delete(done.aside);
            throw new IOException(done.target + " is there already: another process writes this table", e);
        }
        sync(folder, StandardOpenOption.READ);
        Files.delete(done.aside);
        rowsInPlace += done.rows;
        nextOffset = done.lastOffset + 1;
        ended.putAll(endsInFile);
        endsInFile.clear();
    }

    private static void sync(Path path, StandardOpenOption access) throws IOException {
        try (FileChannel channel = FileChannel.open(path, access)) {
            channel.force(true);
        }
    }

    @Override
    public void close() throws IOException {
        if (writing != null) {
            Writing dropped = writing;
            writing = null;
            try {
                dropped.writer.close();
            } finally {
                Files.deleteIfExists(dropped.aside);
            }
        }
    }
}
