package org.starttls.census.analyzer.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A row of an answer as a JSON object, in ASCII, so that no terminal is moved by it. */
final class JacksonAnswer {
    private static final ObjectMapper ASCII =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private JacksonAnswer() {}

    static String object(List<String> columns, List<Object> values) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            Object value = values.get(i);
            object.put(columns.get(i), value instanceof Instant instant ? instant.toString() : value);
        }
        try {
            // DEL is ASCII and a control character all the same.
            return ASCII.writeValueAsString(object).replace("\u007f", "\\u007f");
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
