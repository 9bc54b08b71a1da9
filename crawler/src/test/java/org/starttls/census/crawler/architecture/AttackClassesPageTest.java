package org.starttls.census.crawler.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/attack-classes.md} names tests and behaviours that there are. */
class AttackClassesPageTest {
    private static final Path HOME = Path.of(System.getProperty("census.home"));
    private static final List<String> SOURCES = List.of("crawler/src", "analyzer/src", "deploy/lab/src");
    private static final List<String> BEHAVIOURS =
            List.of("deploy/lab/behaviours", "crawler/src/test/resources/transcripts");

    private static final int IN_THE_LAB = 3;
    private static final int TESTS = 4;
    private static final int MEASURED = 5;
    private static final Pattern NAME = Pattern.compile("`([\\w.-]+)`");

    @Test
    void namesTestsThatExist() throws IOException {
        Map<String, String> sources = sources();

        for (String[] row : rows()) {
            List<String> tests = names(row[TESTS]);
            assertThat(tests).as(row[1]).isNotEmpty();
            assertThat(tests).as(row[1]).allMatch(test -> has(sources, test, " %s("));
        }
    }

    @Test
    void namesBehavioursThatExist() throws IOException {
        Map<String, String> sources = sources();

        for (String[] row : rows()) {
            assertThat(names(row[IN_THE_LAB]))
                    .as(row[1])
                    .allMatch(name -> name.contains(".") ? has(sources, name, " %s") : isBehaviour(name));
        }
    }

    @Test
    void saysOfEachClassWhatWasMeasured() throws IOException {
        assertThat(rows()).hasSizeGreaterThan(15).allMatch(row -> !row[MEASURED].isBlank());
    }

    private static List<String[]> rows() throws IOException {
        List<String[]> rows = new ArrayList<>();
        for (String line : Files.readAllLines(HOME.resolve("docs/attack-classes.md"))) {
            String[] cells = line.split("\\|");
            if (cells.length == MEASURED + 1 && !cells[1].equals(" class ") && !cells[1].startsWith("---")) {
                rows.add(cells);
            }
        }
        return rows;
    }

    private static List<String> names(String cell) {
        Matcher matcher = NAME.matcher(cell);
        return matcher.results().map(name -> name.group(1)).toList();
    }

    /** Of a name {@code Type.member}: whether the type's source has the member. */
    private static boolean has(Map<String, String> sources, String name, String form) {
        String[] parts = name.split("\\.");
        return sources.getOrDefault(parts[0] + ".java", "").contains(String.format(form, parts[1]));
    }

    private static boolean isBehaviour(String name) {
        return BEHAVIOURS.stream()
                .anyMatch(folder -> Files.exists(HOME.resolve(folder).resolve(name + ".smtp")));
    }

    /** Texts of the sources by the name of the file; those of one name follow each other. */
    private static Map<String, String> sources() throws IOException {
        Map<String, String> texts = new TreeMap<>();
        for (String folder : SOURCES) {
            try (Stream<Path> files = Files.walk(HOME.resolve(folder))) {
                for (Path file :
                        files.filter(each -> each.toString().endsWith(".java")).toList()) {
                    texts.merge(file.getFileName().toString(), Files.readString(file), String::concat);
                }
            }
        }
        return texts;
    }
}
