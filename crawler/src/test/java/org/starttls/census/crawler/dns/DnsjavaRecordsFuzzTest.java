package org.starttls.census.crawler.dns;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

class DnsjavaRecordsFuzzTest {
    /** Any bytes are no message, or one whose records can be read, if there are any, of whatever type was asked. */
    @FuzzTest(maxDuration = "10m")
    void readsTheRecordsOfAnyMessage(byte[] bytes) {
        Optional<Message> message = message(bytes);
        if (message.isPresent()) {
            List<Record> section = message.get().getSection(Section.ANSWER);
            for (Record record : section) {
                Name owner = record.getName();
                DnsjavaRecords.alias(section, owner)
                        .ifPresent(target ->
                                assertThat(DnsjavaRecords.text(target)).isNotEmpty());
                for (RecordType type : RecordType.values()) {
                    assertThat(DnsjavaRecords.of(section, owner, type)).hasSizeLessThanOrEqualTo(section.size());
                }
            }
        }
    }

    /**
     * As the resolver takes it: what the library throws makes a message malformed, and what is no answer to a query never
     * comes so far (in an UPDATE, records may be without data).
     */
    private static Optional<Message> message(byte[] bytes) {
        try {
            return Optional.of(new Message(bytes))
                    .filter(read -> read.getHeader().getOpcode() == Opcode.QUERY);
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }
}
