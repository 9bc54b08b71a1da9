package org.starttls.census.crawler.store;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.KeyValue;
import org.apache.parquet.format.Util;

/**
 * The end of a Parquet file, read without Hadoop: metadata, their length in four bytes, "PAR1".
 *
 * <p>Source: Apache Parquet format 2.12, "File format".
 *
 * @param pairs key-value pairs
 */
record ParquetFooter(long rows, Map<String, String> pairs) {
    private static final String MAGIC = "PAR1";
    private static final int TAIL_BYTES = 8;

    ParquetFooter {
        pairs = Map.copyOf(pairs);
    }

    static ParquetFooter read(Path path) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            byte[] tail = readAt(file, path, file.length() - TAIL_BYTES, TAIL_BYTES);
            int length = tail[0] & 0xFF | (tail[1] & 0xFF) << 8 | (tail[2] & 0xFF) << 16 | (tail[3] & 0xFF) << 24;
            if (!MAGIC.equals(new String(tail, 4, 4, StandardCharsets.US_ASCII)) || length < 0) {
                throw new IOException(path + " is no whole Parquet file");
            }
            byte[] metadata = readAt(file, path, file.length() - TAIL_BYTES - length, length);
            FileMetaData read = Util.readFileMetaData(new ByteArrayInputStream(metadata));
            return new ParquetFooter(
                    read.getNum_rows(),
                    read.getKey_value_metadata().stream()
                            .collect(Collectors.toMap(KeyValue::getKey, KeyValue::getValue)));
        }
    }

    private static byte[] readAt(RandomAccessFile file, Path path, long from, int length) throws IOException {
        if (from < 0) {
            throw new IOException(path + " is no whole Parquet file");
        }
        byte[] bytes = new byte[length];
        file.seek(from);
        file.readFully(bytes);
        return bytes;
    }
}
