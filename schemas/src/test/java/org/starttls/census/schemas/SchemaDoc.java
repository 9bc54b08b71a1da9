package org.starttls.census.schemas;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.avro.Protocol;
import org.apache.avro.Schema;
import org.apache.avro.idl.IdlReader;

/**
 * {@code docs/schema.md}, written from {@code census.avdl} alone: every table with its columns, every symbol, every
 * message, each with the sentence that stands in the IDL.
 */
final class SchemaDoc {
    /** A comment and the symbol behind it, on one line; Avro itself forgets what is said about symbols. */
    private static final Pattern SYMBOL = Pattern.compile("/\\*\\*\\s*(.*?)\\s*\\*/\\s*([A-Z][A-Z0-9_]*)\\s*,?\\s*$");

    private static final Pattern ENUM = Pattern.compile("\\benum\\s+(\\w+)\\s*\\{");

    private final Protocol protocol;
    private final Map<String, Map<String, String>> symbols;

    private SchemaDoc(Protocol protocol, Map<String, Map<String, String>> symbols) {
        this.protocol = protocol;
        this.symbols = symbols;
    }

    static SchemaDoc read(Path idl) throws IOException {
        return new SchemaDoc(new IdlReader().parse(idl).getProtocol(), symbols(Files.readAllLines(idl)));
    }

    private static Map<String, Map<String, String>> symbols(List<String> lines) {
        Map<String, Map<String, String>> all = new LinkedHashMap<>();
        Map<String, String> current = null;
        for (String line : lines) {
            Matcher opening = ENUM.matcher(line);
            if (opening.find()) {
                current = new LinkedHashMap<>();
                all.put(opening.group(1), current);
            }
            Matcher symbol = SYMBOL.matcher(line);
            if (current != null && symbol.find()) {
                current.put(symbol.group(2), symbol.group(1));
            }
            if (line.strip().startsWith("}")) {
                current = null;
            }
        }
        return all;
    }

    /** Enums, records and fields for which the IDL has no sentence, as {@code name} or {@code name.part}. */
    List<String> undocumented() {
        List<String> missing = new ArrayList<>();
        for (Schema type : protocol.getTypes()) {
            if (isBlank(type.getDoc())) {
                missing.add(type.getName());
            }
            if (type.getType() == Schema.Type.ENUM) {
                type.getEnumSymbols().stream()
                        .filter(symbol -> isBlank(symbolDoc(type, symbol)))
                        .forEach(symbol -> missing.add(type.getName() + "." + symbol));
            } else {
                type.getFields().stream()
                        .filter(field -> isBlank(field.doc()))
                        .forEach(field -> missing.add(type.getName() + "." + field.name()));
            }
        }
        return missing;
    }

    String markdown() {
        StringBuilder text = new StringBuilder();
        text.append("# The tables and their columns\n\n")
                .append("Generated from `schemas/src/main/avro/census.avdl`; do not edit. ")
                .append("`./census schema-doc` writes it anew, a test fails when it is stale.\n\n")
                .append(oneLine(protocol.getDoc()))
                .append("\n\n")
                .append(
                        "Enumerations are strings in Parquet. A column marked *may be absent* is NULL where its sentence ")
                .append("says so. How facts become verdicts and figures: [method.md](method.md).\n\n");
        text.append("| table | holds |\n|---|---|\n");
        for (Table table : Table.values()) {
            text.append("| [`%s`](#%s) | %s: %s |\n"
                    .formatted(
                            table.tableName(),
                            table.tableName(),
                            table.kind() == Table.Kind.FACT ? "facts" : "verdicts",
                            cell(firstSentence(type(table.schema().getName()).getDoc()))));
        }
        for (Table table : Table.values()) {
            text.append("\n## ").append(table.tableName()).append("\n\n");
            appendRecord(text, type(table.schema().getName()));
        }
        text.append("\n## Symbols\n");
        for (Schema type : protocol.getTypes()) {
            if (type.getType() == Schema.Type.ENUM) {
                text.append("\n### ")
                        .append(type.getName())
                        .append("\n\n")
                        .append(oneLine(type.getDoc()))
                        .append("\n\n");
                text.append("| symbol | meaning |\n|---|---|\n");
                for (String symbol : type.getEnumSymbols()) {
                    text.append("| `%s` | %s |\n".formatted(symbol, cell(symbolDoc(type, symbol))));
                }
            }
        }
        text.append(
                "\n## Messages\n\nWhat travels on the work topics while a campaign runs; not part of a campaign's tables.\n");
        List<String> rows = List.of(Table.values()).stream()
                .map(table -> table.schema().getName())
                .toList();
        for (Schema type : protocol.getTypes()) {
            if (type.getType() == Schema.Type.RECORD && !rows.contains(type.getName())) {
                text.append("\n### ").append(type.getName()).append("\n\n");
                appendRecord(text, type);
            }
        }
        return text.toString();
    }

    private void appendRecord(StringBuilder text, Schema type) {
        text.append(oneLine(type.getDoc())).append("\n\n| column | type | meaning |\n|---|---|---|\n");
        for (Schema.Field field : type.getFields()) {
            text.append("| `%s` | %s | %s |\n".formatted(field.name(), typeName(field.schema()), cell(field.doc())));
        }
    }

    private Schema type(String name) {
        return protocol.getTypes().stream()
                .filter(type -> type.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(name + " is not in the IDL"));
    }

    private String symbolDoc(Schema type, String symbol) {
        return symbols.getOrDefault(type.getName(), Map.of()).getOrDefault(symbol, "");
    }

    private static String typeName(Schema schema) {
        if (schema.isUnion()) {
            return schema.getTypes().stream()
                            .filter(part -> part.getType() != Schema.Type.NULL)
                            .map(SchemaDoc::typeName)
                            .collect(Collectors.joining(" or "))
                    + ", may be absent";
        }
        if (schema.getLogicalType() != null) {
            return schema.getLogicalType().getName();
        }
        return switch (schema.getType()) {
            case ARRAY -> "list of " + typeName(schema.getElementType());
            case ENUM -> "[" + schema.getName() + "](#" + schema.getName().toLowerCase(java.util.Locale.ROOT) + ")";
            case RECORD -> schema.getName();
            default -> schema.getType().getName();
        };
    }

    private static String firstSentence(String doc) {
        String line = oneLine(doc);
        int end = line.indexOf(". ");
        return end < 0 ? line : line.substring(0, end + 1);
    }

    private static String oneLine(String doc) {
        return doc == null ? "" : doc.replaceAll("\\s*\\n\\s*\\*?\\s*", " ").strip();
    }

    private static String cell(String doc) {
        return oneLine(doc)
                .replace("|", "\\|")
                .replace("_mta-sts", "`_mta-sts`")
                .replace("_smtp._tls", "`_smtp._tls`");
    }

    private static boolean isBlank(String doc) {
        return doc == null || doc.isBlank();
    }
}
