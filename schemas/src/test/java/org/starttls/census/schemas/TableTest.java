package org.starttls.census.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class TableTest {
    @Test
    void everyRecordAndFieldAndEnumHasADocSentence() {
        for (Table table : Table.values()) {
            Schema schema = table.schema();
            assertThat(schema.getDoc()).as(schema.getName()).isNotBlank();
            assertThat(schema.getFields())
                    .allSatisfy(field -> assertThat(field.doc())
                            .as(schema.getName() + "." + field.name())
                            .isNotBlank());
        }
    }

    @Test
    void everyEnumHasADefaultForOldReaders() {
        assertThat(Arrays.stream(Table.values())
                        .flatMap(table -> table.schema().getFields().stream())
                        .flatMap(field -> field.schema().isUnion()
                                ? field.schema().getTypes().stream()
                                : java.util.stream.Stream.of(field.schema()))
                        .filter(schema -> schema.getType() == Schema.Type.ENUM))
                .allSatisfy(schema ->
                        assertThat(schema.getEnumDefault()).as(schema.getName()).isNotNull());
    }
}
