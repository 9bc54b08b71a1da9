package org.starttls.census.crawler.observe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.starttls.census.crawler.campaign.Manifest;
import org.starttls.census.crawler.stream.Book;
import org.starttls.census.crawler.stream.PipelineProgress;
import org.starttls.census.schemas.Table;
import org.starttls.census.schemas.WorkTopic;

/** {@code progress.json}: the books of a running or stopped scan, for {@code status}. Renamed into place once a second. */
public final class JacksonProgress {
    private static final ObjectMapper JSON = new ObjectMapper();

    private JacksonProgress() {}

    /** The books, and when they were written. */
    public record Snapshot(Instant at, PipelineProgress progress) {}

    public static void write(PipelineProgress progress, Instant at, Path file) throws IOException {
        ObjectNode root = tree(progress);
        root.put("at", at.toString());
        Path aside = file.resolveSibling(file.getFileName() + ".new");
        Files.write(aside, JSON.writeValueAsBytes(root));
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** What {@code status --json} and {@code scan --json} say: the campaign, its state and its books, as one line. */
    public static String status(Manifest manifest, Optional<Snapshot> snapshot) {
        ObjectNode root = JSON.createObjectNode();
        root.put("campaign", manifest.name());
        root.put("campaign_id", manifest.campaignId());
        root.put("state", manifest.isRecorded() ? "RECORDED" : "RUNNING");
        root.put("started_at", manifest.startedAt().toString());
        root.put("ended_at", manifest.endedAt().map(Instant::toString).orElse(null));
        snapshot.ifPresent(known -> {
            root.put("books_at", known.at().toString());
            root.setAll(tree(known.progress()));
        });
        return root.toString();
    }

    private static ObjectNode tree(PipelineProgress progress) {
        ObjectNode root = JSON.createObjectNode();
        ObjectNode list = root.putObject("list");
        list.put("items", progress.list().items());
        list.put("accepted", progress.list().accepted());
        list.put("rejected", progress.list().rejected());
        list.put("ended", progress.list().ended());
        ObjectNode stages = root.putObject("stages");
        progress.booksInOrder().forEach((topic, book) -> {
            ObjectNode stage = stages.putObject(topic.topic());
            stage.put("admitted", book.admitted());
            stage.put("follow_ups", book.followUps());
            stage.put("recorded", book.recorded());
            stage.put("duplicates", book.duplicates());
            stage.put("waiting", book.waiting());
            stage.put("in_flight", book.inFlight());
            ObjectNode outcomes = stage.putObject("outcomes");
            book.outcomes().forEach(outcomes::put);
        });
        ObjectNode rows = root.putObject("rows");
        for (Table table : Table.values()) {
            if (progress.rows().containsKey(table)) {
                rows.put(table.tableName(), progress.rows().get(table));
            }
        }
        root.put("next_due", progress.nextDue().map(Instant::toString).orElse(null));
        root.put("complete", progress.complete());
        return root;
    }

    /** The last snapshot; empty if the scan had no time to write one. */
    public static Optional<Snapshot> read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        JsonNode root = JSON.readTree(Files.readAllBytes(file));
        Map<WorkTopic, Book> books = new EnumMap<>(WorkTopic.class);
        for (WorkTopic topic : WorkTopic.values()) {
            JsonNode stage = root.path("stages").path(topic.topic());
            if (!stage.isMissingNode()) {
                TreeMap<String, Long> outcomes = new TreeMap<>();
                stage.path("outcomes")
                        .properties()
                        .forEach(entry ->
                                outcomes.put(entry.getKey(), entry.getValue().asLong()));
                books.put(
                        topic,
                        new Book(
                                stage.path("admitted").asLong(),
                                stage.path("follow_ups").asLong(),
                                stage.path("duplicates").asLong(),
                                stage.path("waiting").asLong(),
                                stage.path("in_flight").asLong(),
                                outcomes));
            }
        }
        Map<Table, Long> rows = new EnumMap<>(Table.class);
        for (Table table : Table.values()) {
            if (root.path("rows").has(table.tableName())) {
                rows.put(table, root.path("rows").path(table.tableName()).asLong());
            }
        }
        JsonNode list = root.path("list");
        PipelineProgress progress = new PipelineProgress(
                new PipelineProgress.ListProgress(
                        list.path("items").asLong(),
                        list.path("accepted").asLong(),
                        list.path("rejected").asLong(),
                        list.path("ended").asBoolean()),
                books,
                rows,
                root.path("next_due").isTextual()
                        ? Optional.of(Instant.parse(root.path("next_due").asText()))
                        : Optional.empty(),
                root.path("complete").asBoolean());
        return Optional.of(new Snapshot(Instant.parse(root.path("at").asText()), progress));
    }
}
