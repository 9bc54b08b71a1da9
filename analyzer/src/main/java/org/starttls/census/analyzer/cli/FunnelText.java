package org.starttls.census.analyzer.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.starttls.census.analyzer.figures.FunnelStep;

/** The funnel in ten lines, for the end of a scan. A line's losses are those since the line before. */
final class FunnelText {
    private static final Set<String> SHOWN = Set.of("N1", "N3", "N4", "N5", "N6", "N7", "N10", "N11", "N12", "N15");

    /** Reasons a line; the report has all of them. */
    private static final int REASONS = 4;

    private FunnelText() {}

    static List<String> lines(List<FunnelStep> funnel) {
        List<String> lines = new ArrayList<>();
        Map<String, Long> lost = new TreeMap<>();
        for (FunnelStep step : funnel) {
            step.lost().forEach((reason, count) -> lost.merge(reason, count, Long::sum));
            if (SHOWN.contains(step.id())) {
                lines.add(String.format(
                        Locale.ROOT, "  %-23s %,11d %-9s %s", step.label(), step.count(), step.unit(), losses(lost)));
                lost.clear();
            }
        }
        return lines;
    }

    private static String losses(Map<String, Long> lost) {
        List<Map.Entry<String, Long>> largestFirst = lost.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .toList();
        if (largestFirst.isEmpty()) {
            return "";
        }
        String shown = largestFirst.stream()
                .limit(REASONS)
                .map(reason -> String.format(Locale.ROOT, "%s %,d", reason.getKey(), reason.getValue()))
                .collect(Collectors.joining(", "));
        long rest = largestFirst.stream()
                .skip(REASONS)
                .mapToLong(Map.Entry::getValue)
                .sum();
        return "lost: " + shown + (rest == 0 ? "" : String.format(Locale.ROOT, ", other %,d", rest));
    }
}
