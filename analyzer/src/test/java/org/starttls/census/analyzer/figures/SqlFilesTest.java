package org.starttls.census.analyzer.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What DuckDB and Spark would answer differently, or one of them not at all, stays out of the SQL files. */
class SqlFilesTest {
    private static final Map<String, Pattern> BANNED = Map.ofEntries(
            Map.entry("a subscript: 1-based here, 0-based there; element_at", Pattern.compile("\\w\\[")),
            Map.entry("regexp_replace: first match here, all there", Pattern.compile("regexp_replace")),
            Map.entry("a double quote: identifier here, text there", Pattern.compile("\"")),
            Map.entry("a backslash in a text", Pattern.compile("\\\\")),
            Map.entry("log(): base 10 here, natural there; ln or log10", Pattern.compile("\\blog\\(")),
            Map.entry("an approximate aggregate", Pattern.compile("\\bapprox_")),
            Map.entry("a lambda", Pattern.compile("->")),
            Map.entry("lateral view or unnest", Pattern.compile("\\b(lateral|unnest|explode)\\b")),
            Map.entry("rlike, div, <=>", Pattern.compile("\\brlike\\b|\\bdiv\\b|<=>")),
            Map.entry("exclude, from-first", Pattern.compile("\\bexclude\\b")),
            Map.entry("the clock", Pattern.compile("current_(date|timestamp)|\\bnow\\(")),
            Map.entry("a division: differs at zero and in type", Pattern.compile("\\w\\s+/\\s+\\w|\\)\\s*/")));

    static Stream<Path> files() throws IOException, URISyntaxException {
        Path root = Path.of(SqlFilesTest.class.getResource("/sql").toURI());
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(file -> file.toString().endsWith(".sql")).sorted().toList().stream();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void keepsToTheCommonSubset(Path file) throws IOException {
        String code = withoutComments(file);

        BANNED.forEach((what, pattern) -> assertThat(code).as(what).doesNotContainPattern(pattern));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void writesKeywordsInLowerCase(Path file) throws IOException {
        String code = withoutComments(file).replaceAll("'[^']*'", "''");

        assertThat(code).isEqualTo(code.toLowerCase(Locale.ROOT));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void saysWhatItCountsInATotalOrder(Path file) throws IOException {
        String text = Files.readString(file);

        assertThat(text).startsWith("-- question: ").contains("\n-- unit: ");
        assertThat(withoutComments(file)).contains("order by");
        if (file.getParent().endsWith("figures")) {
            for (String line : List.of("numerator", "denominator", "roll-up", "model in print")) {
                assertThat(text).as("head of " + file).contains(line);
            }
        }
    }

    private static String withoutComments(Path file) throws IOException {
        return Files.readString(file).replaceAll("(?m)--.*$", "");
    }
}
