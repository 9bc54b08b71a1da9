package org.starttls.census.analyzer.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.starttls.census.analyzer.campaign.Problem;

/** A problem as one JSON object on one line. */
final class JacksonProblem {
    private JacksonProblem() {}

    static String json(Problem problem) {
        ObjectNode root = new ObjectMapper().createObjectNode();
        root.putObject("error")
                .put("id", problem.id())
                .put("what", problem.what())
                .put("because", problem.because())
                .put("effect", problem.effect())
                .put("hint", problem.hint());
        return root.put("exit_status", problem.status().code()).toString();
    }
}
