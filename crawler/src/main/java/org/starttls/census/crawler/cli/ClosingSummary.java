package org.starttls.census.crawler.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.starttls.census.crawler.campaign.Manifest;
import org.starttls.census.crawler.observe.OwnMemory;
import org.starttls.census.crawler.observe.TerminalText;

/** What is left on the screen of a recorded campaign: counts from the books, where things lie, what to run next. */
final class ClosingSummary {
    private static final String LOCAL_FAULT = "LOCAL_FAULT";

    private ClosingSummary() {}

    static String headline(Manifest manifest) {
        Duration took =
                Duration.between(manifest.startedAt(), manifest.endedAt().orElseThrow());
        Manifest.ListFacts list = manifest.list();
        return "campaign " + TerminalText.escape(manifest.name()) + ": " + count(list.lines()) + " lines recorded in "
                + took.toSeconds() + " s"
                + (list.rejected().isEmpty() ? "" : "; rejected" + outcomes(list.rejected()));
    }

    static List<String> lines(Manifest manifest, Duration longestCallback, Path root) {
        List<String> lines = new ArrayList<>();
        lines.add(line("own faults", faults(manifest), "(they enter no rate)"));
        lines.add("books        balance: admitted = recorded, nothing in flight, nothing waiting");
        OwnMemory.peakMib().ifPresent(mib -> lines.add(line("memory", mib, "MiB at most, broker apart")));
        lines.add(line("event loops", longestCallback.toMillis(), "ms of CPU for a callback at most"));
        lines.add("tables       " + root);
        lines.add("next         census report " + root + " | census show " + root + " DOMAIN | census sql " + root);
        return lines;
    }

    private static String line(String name, long count, String rest) {
        return String.format(Locale.ROOT, "%-12s %,d %s", name, count, rest);
    }

    private static long faults(Manifest manifest) {
        return manifest.books().values().stream()
                .mapToLong(book -> book.outcomes().getOrDefault(LOCAL_FAULT, 0L))
                .sum();
    }

    /** The largest first. */
    private static String outcomes(Map<String, Long> outcomes) {
        if (outcomes.isEmpty()) {
            return "";
        }
        return outcomes.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(one -> one.getKey() + " " + count(one.getValue()))
                .collect(Collectors.joining(", ", " (", ")"));
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
