package org.starttls.census.analyzer.verdict;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.starttls.census.analyzer.campaign.CampaignFolder;
import org.starttls.census.analyzer.campaign.Manifest;
import org.starttls.census.schemas.Table;

/** {@code judgement.json}: by which rules and anchors, for which state of the campaign, and what was written. */
final class JacksonJudgement {
    private JacksonJudgement() {}

    static void write(
            Path folder, Manifest manifest, TrustStore trustStore, Optional<Instant> at, Map<Table, Long> rows)
            throws IOException {
        ObjectNode root = new ObjectMapper().createObjectNode();
        root.put("rules_version", Judging.RULES_VERSION);
        root.putObject("trust_store")
                .put("name", trustStore.name())
                .put("sha256", trustStore.sha256())
                .put("anchors", trustStore.anchors().size());
        root.put("judged_for", manifest.date().toString());
        root.put("judged_at", at.map(Instant::toString).orElse(null));
        ObjectNode tables = root.putObject("tables");
        for (Map.Entry<Table, Long> entry : rows.entrySet()) {
            table(tables, folder, entry.getKey(), entry.getValue());
        }
        Files.writeString(folder.resolve("judgement.json"), root.toPrettyString() + "\n");
    }

    private static void table(ObjectNode tables, Path folder, Table table, long rows) throws IOException {
        ObjectNode node = tables.putObject(table.tableName());
        node.put("rows", rows);
        ArrayNode files = node.putArray("files");
        for (Path file : CampaignFolder.parquetFiles(folder.resolve(table.tableName()))) {
            files.addObject()
                    .put("file", table.tableName() + "/" + file.getFileName())
                    .put("rows", rows)
                    .put("sha256", TrustStore.sha256(Files.readAllBytes(file)));
        }
    }
}
