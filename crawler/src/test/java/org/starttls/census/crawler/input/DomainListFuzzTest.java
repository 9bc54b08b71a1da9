package org.starttls.census.crawler.input;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class DomainListFuzzTest {
    private static Path file;

    @BeforeAll
    static void makeFile() throws IOException {
        file = Files.createTempFile("list", ".fuzz");
    }

    @AfterAll
    static void removeFile() throws IOException {
        Files.delete(file);
    }

    /** Any file is a list, each line admitted or rejected, or the user is told what is wrong with it. */
    @FuzzTest(maxDuration = "10m")
    void readsAnyFileOrSaysWhyNot(byte[] bytes) throws IOException {
        Files.write(file, bytes);
        try (DomainList list = new DomainList(List.of(file), Optional.empty(), 0)) {
            list.forEachRemaining(DomainListFuzzTest::isBounded);
        } catch (InputException e) {
            assertThat(e).hasMessageContaining(file.toString());
        }
    }

    private static void isBounded(ListLine line) {
        switch (line.kind()) {
            case ADMITTED ->
                assertThat(((ListLine.Admitted) line).domain())
                        .hasSizeLessThanOrEqualTo(DomainSyntax.MAX_OCTETS)
                        .matches("[a-z0-9_-]+(\\.[a-z0-9_-]+)+");
            case REJECTED ->
                assertThat(((ListLine.Rejected) line).text())
                        .hasSizeLessThanOrEqualTo(ListLine.Rejected.MAX_TEXT_CHARS);
        }
    }
}
