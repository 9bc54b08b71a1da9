package org.starttls.census.analyzer.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.starttls.census.analyzer.figures.CampaignFigures;

/**
 * {@code report.json}: the figures as JSON and back. Keys are snake_case in a fixed order, line feeds are LF, everything
 * outside ASCII is escaped, a share that does not exist is null; so the same figures are the same bytes.
 */
final class JacksonReport {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .enable(DeserializationFeature.USE_LONG_FOR_INTS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .addModule(new SimpleModule()
                    .addSerializer(Optional.class, new ShareSerializer())
                    .addDeserializer(Optional.class, new ShareDeserializer()))
            .build();

    private JacksonReport() {}

    static byte[] write(CampaignFigures figures) {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter().withObjectIndenter(indenter);
        try {
            String json = MAPPER.writer(printer).writeValueAsString(figures);
            return (json + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static CampaignFigures read(byte[] json) throws IOException {
        return MAPPER.readValue(json, CampaignFigures.class);
    }

    /** The only optional values of the figures are shares. */
    @SuppressWarnings("rawtypes")
    private static final class ShareSerializer extends JsonSerializer<Optional> {
        @Override
        public void serialize(Optional share, JsonGenerator json, SerializerProvider provider) throws IOException {
            if (share.isPresent()) {
                json.writeNumber((BigDecimal) share.get());
            } else {
                json.writeNull();
            }
        }
    }

    @SuppressWarnings("rawtypes")
    private static final class ShareDeserializer extends JsonDeserializer<Optional> {
        @Override
        public Optional deserialize(JsonParser json, DeserializationContext context) throws IOException {
            return Optional.of(json.getDecimalValue());
        }

        @Override
        public Optional getNullValue(DeserializationContext context) {
            return Optional.empty();
        }
    }
}
