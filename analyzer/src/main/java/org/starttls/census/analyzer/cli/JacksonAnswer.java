package org.starttls.census.analyzer.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.starttls.census.analyzer.figures.CampaignFigures;

/** Answers as JSON objects, in ASCII, so that no terminal is moved by them. */
final class JacksonAnswer {
    private static final ObjectMapper ASCII =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private JacksonAnswer() {}

    /** The closing summary of {@code report --json}. */
    static String report(Path page, CampaignFigures figures) {
        ObjectNode root = ASCII.createObjectNode();
        root.put("page", page.toString()).put("books_balance", figures.books().balance());
        ObjectNode funnel = root.putObject("funnel");
        figures.funnel().forEach(step -> funnel.put(step.id(), step.count()));
        return print(root);
    }

    /** The closing summary of {@code judge --json}. */
    static String judgement(Judgement judgement) {
        return print(node(judgement));
    }

    /** The closing summary of {@code rejudge --json}. */
    static String judgements(List<Judgement> judgements) {
        ObjectNode root = ASCII.createObjectNode();
        ArrayNode sets = root.putArray("judgements");
        judgements.forEach(judgement -> sets.add(node(judgement)));
        return print(root);
    }

    private static ObjectNode node(Judgement judgement) {
        ObjectNode node = ASCII.createObjectNode();
        node.put("verdict_set", judgement.set().label());
        node.put("verdicts", judgement.folder().toString());
        ObjectNode rows = node.putObject("rows");
        judgement.rows().forEach((table, count) -> rows.put(table.tableName(), count));
        return node;
    }

    static String object(List<String> columns, List<Object> values) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            Object value = values.get(i);
            object.put(columns.get(i), value instanceof Instant instant ? instant.toString() : value);
        }
        return print(object);
    }

    private static String print(Object object) {
        try {
            // DEL is ASCII and a control character all the same.
            return ASCII.writeValueAsString(object).replace("\u007f", "\\u007f");
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
