package org.starttls.census.crawler.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code docs/limits.md} names every limit of the crawler with the value it has. */
class LimitsPageTest {
    private static final Path PAGE = Path.of(System.getProperty("census.home"), "docs/limits.md");

    /** A row that names a constant: {@code | `Class.NAME` | 4,096 bytes ...}. */
    private static final Pattern ROW = Pattern.compile("^\\| `(\\w+\\.[A-Z_]+)` \\| ([0-9,]+) ?(s\\b)?");

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.starttls.census.crawler");

    @Test
    void namesEveryLimitWithItsValue() throws Exception {
        Map<String, String> page = page();
        Map<String, String> code = new TreeMap<>();
        for (JavaField field : constants()) {
            String name = field.getOwner().getSimpleName() + "." + field.getName();
            if (field.getName().startsWith("MAX_") || page.containsKey(name)) {
                code.put(name, value(field));
            }
        }

        assertThat(page).as("docs/limits.md").containsExactlyInAnyOrderEntriesOf(code);
    }

    private Iterable<JavaField> constants() {
        return classes.stream()
                .flatMap(type -> type.getFields().stream())
                .filter(field -> field.getModifiers().contains(JavaModifier.STATIC))
                .filter(field -> field.getModifiers().contains(JavaModifier.FINAL))
                .toList();
    }

    private static String value(JavaField constant) throws ReflectiveOperationException {
        Field field = Class.forName(constant.getOwner().getName()).getDeclaredField(constant.getName());
        field.setAccessible(true);
        Object value = field.get(null);
        return value instanceof Duration duration ? duration.toSeconds() + "s" : value.toString();
    }

    private static Map<String, String> page() throws IOException {
        Map<String, String> rows = new TreeMap<>();
        for (String line : Files.readAllLines(PAGE)) {
            Matcher row = ROW.matcher(line);
            if (row.find()) {
                rows.put(row.group(1), row.group(2).replace(",", "") + (row.group(3) == null ? "" : row.group(3)));
            }
        }
        return rows;
    }
}
