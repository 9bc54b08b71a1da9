package org.starttls.census.analyzer.verdict;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.starttls.census.analyzer.campaign.CampaignFolder;
import org.starttls.census.analyzer.campaign.Manifest;
import org.starttls.census.analyzer.campaign.VerdictSet;
import org.starttls.census.analyzer.verdict.JudgedBy.Source;
import org.starttls.census.schemas.Table;

/** {@code judgement.json}: by which rules and anchors, for which state of the campaign, and what was written. */
final class JacksonJudgement {
    private static final String FILE = "judgement.json";

    private JacksonJudgement() {}

    static void write(Path folder, Manifest manifest, VerdictSet set, Terms terms, Map<Table, Long> rows)
            throws IOException {
        JudgedBy by = JudgedBy.of(terms);
        ObjectNode root = new ObjectMapper().createObjectNode();
        root.put("rules_version", set.rulesVersion());
        root.put("verdict_set", set.label());
        source(root.putObject("trust_store"), by.trustStore())
                .put("anchors", terms.trustStore().anchors().size());
        if (by.intermediates().isPresent()) {
            source(root.putObject("intermediates"), by.intermediates().get());
        } else {
            root.putNull("intermediates");
        }
        root.put("judged_for", manifest.date().toString());
        root.put("judged_at", by.at().map(Instant::toString).orElse(null));
        ObjectNode tables = root.putObject("tables");
        for (Map.Entry<Table, Long> entry : rows.entrySet()) {
            table(tables, folder, entry.getKey(), entry.getValue());
        }
        Files.writeString(folder.resolve(FILE), root.toPrettyString() + "\n");
    }

    private static ObjectNode source(ObjectNode node, Source source) {
        return node.put("name", source.name()).put("sha256", source.sha256());
    }

    private static void table(ObjectNode tables, Path folder, Table table, long rows) throws IOException {
        ObjectNode node = tables.putObject(table.tableName());
        node.put("rows", rows);
        ArrayNode files = node.putArray("files");
        for (Path file : CampaignFolder.parquetFiles(folder.resolve(table.tableName()))) {
            files.addObject()
                    .put("file", table.tableName() + "/" + file.getFileName())
                    .put("rows", rows)
                    .put("sha256", PemFile.digest(Files.readAllBytes(file)));
        }
    }

    /** Empty where there is none, or none that can be read. */
    static Optional<JudgedBy> read(Path folder) {
        try {
            JsonNode root = new ObjectMapper().readTree(Files.readAllBytes(folder.resolve(FILE)));
            return source(root.path("trust_store"))
                    .map(trustStore -> new JudgedBy(trustStore, source(root.path("intermediates")), at(root)));
        } catch (IOException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<Source> source(JsonNode node) {
        return node.path("name").isTextual() && node.path("sha256").isTextual()
                ? Optional.of(new Source(
                        node.path("name").textValue(), node.path("sha256").textValue()))
                : Optional.empty();
    }

    private static Optional<Instant> at(JsonNode root) {
        return Optional.ofNullable(root.path("judged_at").textValue()).map(Instant::parse);
    }
}
