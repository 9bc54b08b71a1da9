package org.starttls.census.crawler.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Util;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.starttls.census.crawler.stream.TableStore.TableFiles;
import org.starttls.census.schemas.Table;

class ParquetTablesTest {
    private static final String TOPIC = "XKzxkJ2eQ4u";

    @TempDir
    private Path campaign;

    @Test
    void putsAFileInPlaceWhenItIsFinished() throws Exception {
        try (TableFiles files = open()) {
            files.append(0, row("a.example"));
            files.append(3, row("b.example"));
            files.end(5, "list", 2);
            assertThat(parquetFiles()).isEmpty();
            files.finish();

            assertThat(files.nextOffset()).isEqualTo(6);
            assertThat(files.rows()).isEqualTo(2);
        }

        assertThat(names()).containsExactly("domain_mx-" + TOPIC + "-0-0000000000000000000.parquet");
        FileMetaData metadata = metadata(parquetFiles().get(0));
        assertThat(metadata.getNum_rows()).isEqualTo(2);
        assertThat(metadata.getRow_groups().get(0).getColumns())
                .allMatch(column -> column.getMeta_data().getCodec() == CompressionCodec.ZSTD);
    }

    @Test
    void goesOnBehindTheFilesInPlace() throws Exception {
        try (TableFiles files = open()) {
            files.append(0, row("a.example"));
            files.end(4, "domains/0", 1);
            files.finish();
        }

        try (TableFiles again = open()) {
            assertThat(again.nextOffset()).isEqualTo(5);
            assertThat(again.ended()).isEqualTo(Map.of("domains/0", 1L));
            assertThat(again.rows()).isEqualTo(1);
            again.append(7, row("b.example"));
            again.finish();
        }

        assertThat(names())
                .containsExactly(
                        "domain_mx-" + TOPIC + "-0-0000000000000000000.parquet",
                        "domain_mx-" + TOPIC + "-0-0000000000000000005.parquet");
    }

    @Test
    void forgetsWhatWasNotFinished() throws Exception {
        try (TableFiles files = open()) {
            files.append(0, row("a.example"));
        }

        assertThat(names()).isEmpty();
        try (TableFiles again = open()) {
            assertThat(again.nextOffset()).isZero();
        }
    }

    @Test
    void removesWhatACrashLeftUnfinished() throws Exception {
        Path folder = Files.createDirectories(campaign.resolve("domain_mx"));
        Files.writeString(folder.resolve("domain_mx-" + TOPIC + "-0-0000000000000000000.parquet.unfinished"), "half");

        open().close();

        assertThat(names()).isEmpty();
    }

    @Test
    void neverWritesOverAFile() throws Exception {
        TableFiles one = open();
        TableFiles other = open();
        one.append(0, row("a.example"));
        one.finish();
        other.append(0, row("a.example"));

        assertThatThrownBy(other::finish).isInstanceOf(IOException.class).hasMessageContaining("another process");
        assertThat(names()).hasSize(1);
    }

    @Test
    void refusesFilesOfAnotherTopic() throws Exception {
        try (TableFiles files = open()) {
            files.append(0, row("a.example"));
            files.finish();
        }

        assertThatThrownBy(() -> new ParquetTables(campaign).open(Table.DOMAIN_MX, "another", 0))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("does not belong here");
    }

    @Test
    void sharesLargeTablesBetweenThreads() throws Exception {
        try (TableFiles files = open()) {
            for (int i = 0; i <= ParquetTable.ROWS_A_ROW_GROUP; i++) {
                files.append(i, row("domain" + i + ".example"));
            }
            files.finish();
        }

        assertThat(metadata(parquetFiles().get(0)).getRow_groups().stream().map(RowGroup::getNum_rows))
                .containsExactly((long) ParquetTable.ROWS_A_ROW_GROUP, 1L);
    }

    /** By the format's own reader, so that the footer is not read by what is tested. */
    private static FileMetaData metadata(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int length = ByteBuffer.wrap(bytes, bytes.length - 8, 4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .getInt();
        return Util.readFileMetaData(new ByteArrayInputStream(bytes, bytes.length - 8 - length, length));
    }

    private TableFiles open() throws IOException {
        return new ParquetTables(campaign).open(Table.DOMAIN_MX, TOPIC, 0);
    }

    private static GenericRecord row(String domain) {
        GenericData.Record row = new GenericData.Record(Table.DOMAIN_MX.schema());
        row.put("domain", domain);
        row.put("mx_host", "mx." + domain);
        row.put("preference", 10);
        return row;
    }

    private List<Path> parquetFiles() throws IOException {
        try (Stream<Path> all = Files.list(campaign.resolve("domain_mx"))) {
            return all.filter(file -> file.toString().endsWith(".parquet"))
                    .sorted()
                    .collect(Collectors.toList());
        }
    }

    private List<String> names() throws IOException {
        try (Stream<Path> all = Files.list(campaign.resolve("domain_mx"))) {
            return all.map(file -> file.getFileName().toString()).sorted().collect(Collectors.toList());
        }
    }
}
