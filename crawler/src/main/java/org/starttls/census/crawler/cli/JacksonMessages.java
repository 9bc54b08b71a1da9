package org.starttls.census.crawler.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.starttls.census.crawler.campaign.Problem;

/** What commands say to scripts and to each other, one JSON object a line. */
final class JacksonMessages {
    private static final ObjectMapper JSON = new ObjectMapper();

    private JacksonMessages() {}

    /** Where the lab listens. */
    record LabReady(String resolver, int smtpPort, String trustStore) {}

    static String problem(Problem problem) {
        ObjectNode root = JSON.createObjectNode();
        root.putObject("error")
                .put("id", problem.id())
                .put("what", problem.what())
                .put("because", problem.because())
                .put("effect", problem.effect())
                .put("hint", problem.hint());
        root.put("exit_status", problem.exitStatus().status());
        return root.toString();
    }

    static LabReady labReady(String line) throws JsonProcessingException {
        JsonNode ready = JSON.readTree(line);
        return new LabReady(
                ready.path("resolver").asText(),
                ready.path("smtp_port").asInt(),
                ready.path("trust_store").asText());
    }
}
