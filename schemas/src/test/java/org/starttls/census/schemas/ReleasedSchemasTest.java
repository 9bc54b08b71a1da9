package org.starttls.census.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Tables of every released version stay readable: {@code released/VERSION/TABLE.avsc} is what that version wrote.
 * {@code -Dcensus.release=VERSION} writes the snapshot of a new one.
 */
class ReleasedSchemasTest {
    private static final Path RELEASED = Path.of(System.getProperty("census.home"), "schemas/released");

    @TestFactory
    List<DynamicTest> readsTheTablesOfEveryReleasedVersion() throws IOException {
        writeSnapshotIfAsked();
        try (Stream<Path> files = Files.walk(RELEASED)) {
            return files.filter(file -> file.toString().endsWith(".avsc"))
                    .sorted()
                    .map(file ->
                            DynamicTest.dynamicTest(RELEASED.relativize(file).toString(), () -> assertReadable(file)))
                    .toList();
        }
    }

    @Test
    void refusesAColumnThatChangesItsType() {
        Schema before = new Schema.Parser()
                .parse("{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"a\",\"type\":\"long\"}]}");
        Schema after = new Schema.Parser()
                .parse("{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"a\",\"type\":\"string\"}]}");

        assertThat(compatibility(after, before)).isEqualTo(SchemaCompatibilityType.INCOMPATIBLE);
    }

    private static void assertReadable(Path file) throws IOException {
        String table = file.getFileName().toString().replace(".avsc", "");
        Schema released = new Schema.Parser().parse(Files.readString(file));

        Schema today = Stream.of(Table.values())
                .filter(candidate -> candidate.tableName().equals(table))
                .findFirst()
                .orElseThrow(() -> new AssertionError("table " + table + " is gone"))
                .schema();

        assertThat(compatibility(today, released))
                .as(
                        "today's %s reads what %s wrote",
                        table, RELEASED.relativize(file).getName(0))
                .isEqualTo(SchemaCompatibilityType.COMPATIBLE);
        assertThat(today.getFields())
                .extracting(Schema.Field::name)
                .containsAll(
                        released.getFields().stream().map(Schema.Field::name).toList());
    }

    private static SchemaCompatibilityType compatibility(Schema reader, Schema writer) {
        return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                .getType();
    }

    private static void writeSnapshotIfAsked() throws IOException {
        String version = System.getProperty("census.release");
        if (version == null) {
            return;
        }
        Path folder = Files.createDirectories(RELEASED.resolve(version));
        for (Table table : Table.values()) {
            Files.writeString(
                    folder.resolve(table.tableName() + ".avsc"), table.schema().toString(true) + "\n");
        }
    }
}
