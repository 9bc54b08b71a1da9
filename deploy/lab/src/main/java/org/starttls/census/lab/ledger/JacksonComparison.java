package org.starttls.census.lab.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What was planted beside what was reported. A report may have figures that no ledger knows; but losses, parts, statuses
 * and versions that the ledger does not have must be zero in it.
 */
public final class JacksonComparison {
    /** Figures that the plan decides wholly: the funnel, certificates by probe, versions. */
    private static final String DECIDED = "N\\d+(\\..*)?|T2\\.[A-Z_]+|T7\\.(TLSv1(\\.\\d)?|SSLv3)";

    private final Map<String, Long> planted;
    private final Map<String, Long> reported;

    private JacksonComparison(Map<String, Long> planted, Map<String, Long> reported) {
        this.planted = planted;
        this.reported = reported;
    }

    public static JacksonComparison read(Path truth, Path report) throws IOException {
        return new JacksonComparison(JacksonTruth.counts(truth), reported(report));
    }

    /** Counts by id, and over them what the funnel and the figures say by themselves. */
    private static Map<String, Long> reported(Path report) throws IOException {
        JsonNode root = new ObjectMapper().readTree(Files.newInputStream(report));
        Map<String, Long> counts = new TreeMap<>();
        decided(counts, "", root.path("counts"));
        for (JsonNode figure : root.path("figures")) {
            String id = figure.path("id").asText();
            if (id.matches(DECIDED)) {
                counts.put(id, figure.path("numerator").asLong());
            }
        }
        for (JsonNode step : root.path("funnel")) {
            String id = step.path("id").asText();
            counts.put(id, step.path("count").asLong());
            decided(counts, id + ".lost.", step.path("lost"));
            decided(counts, id + ".", step.path("parts"));
        }
        return counts;
    }

    private static void decided(Map<String, Long> counts, String prefix, JsonNode byId) {
        for (Map.Entry<String, JsonNode> count : byId.properties()) {
            String id = prefix + count.getKey();
            if (id.matches(DECIDED)) {
                counts.put(id, count.getValue().asLong());
            }
        }
    }

    /** Prints every figure with its two counts. */
    public void print(PrintStream out) {
        out.printf("%-40s %12s %12s%n", "figure", "planted", "reported");
        for (String id : ids()) {
            long is = reported.getOrDefault(id, 0L);
            long was = planted.getOrDefault(id, 0L);
            out.printf("%-40s %12d %12d%s%n", id, was, is, was == is ? "" : "  <- differs");
        }
        long differences = differences();
        out.println(differences == 0 ? "All figures agree." : differences + " figures differ.");
    }

    public long differences() {
        return ids().stream()
                .filter(id -> !planted.getOrDefault(id, 0L).equals(reported.getOrDefault(id, 0L)))
                .count();
    }

    private Set<String> ids() {
        Set<String> ids = new TreeSet<>(
                Comparator.comparingInt(JacksonComparison::step).thenComparing(Comparator.naturalOrder()));
        ids.addAll(planted.keySet());
        ids.addAll(reported.keySet());
        return ids;
    }

    /** Funnel steps by number, then tables. */
    private static int step(String id) {
        String number = id.replaceFirst("^N(\\d+).*", "$1");
        return number.equals(id) ? Integer.MAX_VALUE : Integer.parseInt(number);
    }
}
