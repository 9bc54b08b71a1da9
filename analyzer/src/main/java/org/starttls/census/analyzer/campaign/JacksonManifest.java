package org.starttls.census.analyzer.campaign;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads {@code manifest.json}. Unknown keys are left alone, so that an older analyzer reads a newer campaign; a missing key
 * that a report cannot do without is a {@link Problem}.
 */
final class JacksonManifest {
    private final Path file;

    JacksonManifest(Path file) {
        this.file = file;
    }

    Manifest read() {
        JsonNode root = parse();
        try {
            return manifest(root);
        } catch (Missing | DateTimeParseException | IllegalArgumentException e) {
            throw unreadable(e.getMessage()).causedBy(e);
        }
    }

    private JsonNode parse() {
        try {
            return new ObjectMapper().readTree(Files.readAllBytes(file));
        } catch (JsonProcessingException e) {
            throw unreadable("not valid JSON: " + e.getOriginalMessage()).causedBy(e);
        } catch (IOException e) {
            throw unreadable(e.toString()).causedBy(e);
        }
    }

    private Problem unreadable(String because) {
        return new Problem(
                "A003",
                ExitStatus.UNREADABLE_INPUT,
                "the campaign's manifest cannot be read",
                file + ": " + because,
                "without it no figure has a date, a list or a vantage point; nothing was written",
                "restore manifest.json from a copy of the campaign, or scan again");
    }

    private static Manifest manifest(JsonNode root) {
        JsonNode list = object(root, "list");
        JsonNode vantage = object(root, "vantage");
        JsonNode trust = object(root, "trust_store");
        return new Manifest(
                text(root, "campaign_id"),
                text(root, "name"),
                Manifest.State.valueOf(text(root, "state")),
                Instant.parse(text(root, "started_at")),
                optionalText(root, "ended_at").map(Instant::parse),
                root.path("lab").asBoolean(false),
                new Manifest.DomainList(
                        text(list, "name"),
                        text(list, "sha256"),
                        count(list, "lines"),
                        count(list, "admitted"),
                        map(list.path("rejected"), JsonNode::asLong)),
                new Manifest.Vantage(
                        optionalText(vantage, "name").orElse(""),
                        optionalText(vantage, "address").orElse(""),
                        optionalText(vantage, "ehlo_name").orElse("")),
                texts(root.path("resolvers")),
                map(root.path("configuration"), JacksonManifest::plain),
                map(root.path("versions"), JacksonManifest::plain),
                new Manifest.TrustStore(
                        text(trust, "name"),
                        optionalText(trust, "file"),
                        optionalText(trust, "sha256").orElse("")),
                root.path("opt_out").path("entries").asLong(0),
                map(root.path("tables"), table -> table.path("rows").asLong()),
                map(root.path("books"), JacksonManifest::book));
    }

    private static Manifest.Book book(JsonNode node) {
        return new Manifest.Book(
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
        array.forEach(node -> texts.add(plain(node)));
        return texts;
    }

    private static String plain(JsonNode node) {
        return node.isValueNode() ? node.asText() : node.toString();
    }

    private static JsonNode object(JsonNode node, String key) {
        JsonNode child = node.path(key);
        if (!child.isObject()) {
            throw new Missing(key);
        }
        return child;
    }

    private static String text(JsonNode node, String key) {
        return optionalText(node, key).orElseThrow(() -> new Missing(key));
    }

    private static Optional<String> optionalText(JsonNode node, String key) {
        JsonNode child = node.path(key);
        return child.isMissingNode() || child.isNull() ? Optional.empty() : Optional.of(child.asText());
    }

    private static long count(JsonNode node, String key) {
        if (!node.path(key).isIntegralNumber()) {
            throw new Missing(key);
        }
        return node.path(key).asLong();
    }

    /** A key that is not there, or of another type. */
    private static final class Missing extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Missing(String key) {
            super("\"" + key + "\" is missing or of the wrong type");
        }
    }
}
