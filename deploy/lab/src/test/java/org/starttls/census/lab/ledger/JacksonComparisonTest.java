package org.starttls.census.lab.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JacksonComparisonTest {
    private static final String REPORT = """
            {"funnel": [{"id": "N0", "count": 3, "lost": {}, "parts": {}},
                        {"id": "N1", "count": 2, "lost": {"URL": %d}, "parts": {"half": 1}}],
             "figures": [{"id": "starttls.domain.any", "numerator": 9}],
             "counts": {"T2.VALID": 5, "T2.distinct.VALID": 4%s}}
            """;

    @TempDir
    private Path folder;

    private Path truth;

    @BeforeEach
    void writesTruth() throws IOException {
        truth = folder.resolve("truth.json");
        Files.writeString(
                truth,
                "{\"seed\": 1, \"counts\": {\"N0\": 3, \"N1\": 2, \"N1.half\": 1, \"N1.lost.URL\": 1, \"T2.VALID\": 5}}");
    }

    @Test
    void findsNoDifferenceWhereAllFiguresAgree() throws IOException {
        assertThat(differences(REPORT.formatted(1, ""))).isZero();
    }

    @Test
    void findsACountThatDiffers() throws IOException {
        assertThat(differences(REPORT.formatted(2, ""))).isEqualTo(1);
    }

    @Test
    void findsAFigureThatWasNeverPlanted() throws IOException {
        assertThat(differences(REPORT.formatted(1, ", \"T2.EXPIRED\": 1"))).isEqualTo(1);
    }

    @Test
    void findsAFigureThatIsMissing() throws IOException {
        assertThat(differences("{\"funnel\": [], \"figures\": []}")).isEqualTo(5);
    }

    private long differences(String report) throws IOException {
        Path file = folder.resolve("report.json");
        Files.writeString(file, report);
        return JacksonComparison.read(truth, file).differences();
    }
}
