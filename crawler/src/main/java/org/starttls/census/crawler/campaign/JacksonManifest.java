package org.starttls.census.crawler.campaign;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** {@code manifest.json}: read whole, written aside and renamed into place. */
public final class JacksonManifest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private JacksonManifest() {}

    public static void write(Manifest manifest, Path file) throws IOException {
        ObjectNode root = JSON.createObjectNode();
        root.put("campaign_id", manifest.campaignId());
        root.put("name", manifest.name());
        root.put("state", manifest.isRecorded() ? "RECORDED" : "RUNNING");
        root.put("started_at", manifest.startedAt().toString());
        root.put("ended_at", manifest.endedAt().map(Instant::toString).orElse(null));
        root.put("lab", manifest.lab());
        ObjectNode list = root.putObject("list");
        list.put("name", manifest.list().name());
        ArrayNode files = list.putArray("files");
        manifest.list().files().forEach(files::add);
        list.put("sha256", manifest.list().sha256());
        list.put("lines", manifest.list().lines());
        list.put("admitted", manifest.list().admitted());
        ObjectNode rejected = list.putObject("rejected");
        manifest.list().rejected().forEach(rejected::put);
        ObjectNode vantage = root.putObject("vantage");
        vantage.put("name", manifest.vantage().name());
        vantage.put("address", manifest.vantage().address());
        vantage.put("ehlo_name", manifest.vantage().ehloName());
        ArrayNode resolvers = root.putArray("resolvers");
        manifest.resolvers().forEach(resolvers::add);
        ObjectNode configuration = root.putObject("configuration");
        manifest.configuration().forEach(configuration::put);
        ObjectNode versions = root.putObject("versions");
        manifest.versions().forEach(versions::put);
        ObjectNode trust = root.putObject("trust_store");
        trust.put("name", manifest.trustStore().name());
        trust.put("file", manifest.trustStore().file().orElse(null));
        trust.put("sha256", manifest.trustStore().sha256());
        root.putObject("opt_out").put("entries", manifest.optOutEntries());
        ObjectNode tables = root.putObject("tables");
        manifest.tables().forEach((name, facts) -> {
            ObjectNode table = tables.putObject(name);
            table.put("rows", facts.rows());
            ArrayNode inPlace = table.putArray("files");
            for (Manifest.FileFacts file1 : facts.files()) {
                inPlace.addObject()
                        .put("file", file1.file())
                        .put("rows", file1.rows())
                        .put("sha256", file1.sha256());
            }
        });
        ObjectNode books = root.putObject("books");
        manifest.books().forEach((stage, book) -> {
            ObjectNode node = books.putObject(stage);
            node.put("admitted", book.admitted());
            node.put("recorded", book.recorded());
            node.put("duplicates", book.duplicates());
            node.put("waiting", book.waiting());
            node.put("in_flight", book.inFlight());
            ObjectNode outcomes = node.putObject("outcomes");
            book.outcomes().forEach(outcomes::put);
        });
        Path aside = file.resolveSibling(file.getFileName() + ".new");
        Files.write(aside, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root));
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    public static Manifest read(Path file) {
        try {
            return manifest(JSON.readTree(Files.readAllBytes(file)));
        } catch (JsonProcessingException e) {
            throw unreadable(file, e.getOriginalMessage(), e);
        } catch (IOException | IllegalArgumentException | java.time.DateTimeException e) {
            throw unreadable(file, e.toString(), e);
        }
    }

    private static Problem unreadable(Path file, String because, Exception cause) {
        return new Problem(
                        "C104",
                        ExitStatus.UNREADABLE_INPUT,
                        "the campaign's manifest cannot be read",
                        file + ": " + because,
                        "nothing was started",
                        "restore manifest.json from a copy of the campaign, or scan anew")
                .causedBy(cause);
    }

    private static Manifest manifest(JsonNode root) {
        JsonNode list = required(root, "list");
        JsonNode vantage = required(root, "vantage");
        JsonNode trust = required(root, "trust_store");
        return new Manifest(
                required(root, "campaign_id").asText(),
                required(root, "name").asText(),
                text(root, "ended_at").map(Instant::parse),
                Instant.parse(required(root, "started_at").asText()),
                required(root, "lab").asBoolean(),
                new Manifest.ListFacts(
                        required(list, "name").asText(),
                        texts(required(list, "files")),
                        required(list, "sha256").asText(),
                        list.path("lines").asLong(),
                        list.path("admitted").asLong(),
                        map(list.path("rejected"), JsonNode::asLong)),
                new Manifest.Vantage(
                        required(vantage, "name").asText(),
                        required(vantage, "address").asText(),
                        required(vantage, "ehlo_name").asText()),
                texts(root.path("resolvers")),
                map(root.path("configuration"), JsonNode::asText),
                map(root.path("versions"), JsonNode::asText),
                new Manifest.TrustStore(
                        required(trust, "name").asText(),
                        text(trust, "file"),
                        required(trust, "sha256").asText()),
                root.path("opt_out").path("entries").asLong(),
                map(root.path("tables"), JacksonManifest::table),
                map(root.path("books"), JacksonManifest::book));
    }

    private static Manifest.TableFacts table(JsonNode node) {
        List<Manifest.FileFacts> files = new ArrayList<>();
        for (JsonNode file : node.path("files")) {
            files.add(new Manifest.FileFacts(
                    required(file, "file").asText(),
                    file.path("rows").asLong(),
                    required(file, "sha256").asText()));
        }
        return new Manifest.TableFacts(node.path("rows").asLong(), files);
    }

    private static Manifest.StageBook book(JsonNode node) {
        return new Manifest.StageBook(
                node.path("admitted").asLong(),
                node.path("recorded").asLong(),
                node.path("duplicates").asLong(),
                node.path("waiting").asLong(),
                node.path("in_flight").asLong(),
                map(node.path("outcomes"), JsonNode::asLong));
    }

    private static <V> Map<String, V> map(JsonNode node, Function<JsonNode, V> value) {
        Map<String, V> map = new LinkedHashMap<>();
        node.properties().forEach(entry -> map.put(entry.getKey(), value.apply(entry.getValue())));
        return map;
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(node -> texts.add(node.asText()));
        return texts;
    }

    private static Optional<String> text(JsonNode node, String key) {
        JsonNode child = node.path(key);
        return child.isMissingNode() || child.isNull() ? Optional.empty() : Optional.of(child.asText());
    }

    private static JsonNode required(JsonNode node, String key) {
        JsonNode child = node.path(key);
        if (child.isMissingNode() || child.isNull()) {
            throw new IllegalArgumentException("\"" + key + "\" is missing");
        }
        return child;
    }
}
