package org.starttls.census.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SchemaDocTest {
    private static final Path HOME = Path.of(System.getProperty("census.home"));
    private static final Path PAGE = HOME.resolve("docs/schema.md");

    private final SchemaDoc doc = SchemaDoc.read(HOME.resolve("schemas/src/main/avro/census.avdl"));

    SchemaDocTest() throws IOException {}

    @Test
    void everyTypeFieldAndSymbolHasItsSentence() {
        assertThat(doc.undocumented()).isEmpty();
    }

    @Test
    void thePageSaysWhatTheSchemasSay() throws IOException {
        if (Boolean.getBoolean("census.refresh")) {
            Files.writeString(PAGE, doc.markdown());
        }

        assertThat(Files.readString(PAGE))
                .as("docs/schema.md is stale: run ./census schema-doc and commit it")
                .isEqualTo(doc.markdown());
    }
}
