package org.starttls.census.crawler.observe;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.starttls.census.crawler.stream.Book;
import org.starttls.census.crawler.stream.PipelineProgress;
import org.starttls.census.schemas.WorkTopic;

/** The books in words. Pure: progress in, lines out. */
public final class ProgressText {
    private ProgressText() {}

    /** One line: how far, how fast, how long still. */
    public static String line(PipelineProgress progress, Duration elapsed, Instant now) {
        StringBuilder line = new StringBuilder();
        line.append(percent(progress)).append(" done");
        line.append(" | domains ").append(settled(progress, WorkTopic.DOMAINS));
        line.append(" | hosts ").append(settled(progress, WorkTopic.HOSTS));
        line.append(" | endpoints ").append(settled(progress, WorkTopic.ENDPOINTS));
        double rate = rate(progress, elapsed);
        line.append(" | ").append(String.format(Locale.ROOT, "%,.0f contacts/s", rate));
        long waiting =
                progress.books().values().stream().mapToLong(Book::waiting).sum();
        if (waiting > 0) {
            line.append(" | ").append(count(waiting)).append(" wait");
            progress.nextDue()
                    .filter(due -> due.isAfter(now))
                    .ifPresent(due -> line.append(", next in ").append(duration(Duration.between(now, due))));
        }
        line.append(" | ").append(remaining(progress, elapsed, now));
        return line.toString();
    }

    /** Several lines: stage by stage, with the outcomes so far. */
    public static List<String> block(PipelineProgress progress, Duration elapsed, Instant now) {
        List<String> lines = new ArrayList<>();
        lines.add(line(progress, elapsed, now));
        lines.add(String.format(
                Locale.ROOT,
                "  %-13s %12s %10s %10s %10s  outcomes",
                "stage",
                "done",
                "in flight",
                "waiting",
                "repeated"));
        progress.booksInOrder()
                .forEach((topic, book) -> lines.add(String.format(
                        Locale.ROOT,
                        "  %-13s %,12d %,10d %,10d %,10d  %s",
                        topic.topic(),
                        book.recorded(),
                        book.inFlight(),
                        book.waiting(),
                        book.duplicates(),
                        outcomes(book.outcomes()))));
        return lines;
    }

    /** Outcomes by size, the largest first, at most six. */
    static String outcomes(SortedMap<String, Long> outcomes) {
        List<Map.Entry<String, Long>> bySize = outcomes.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .toList();
        String text = bySize.stream()
                .limit(6)
                .map(entry -> entry.getKey() + " " + count(entry.getValue()))
                .collect(Collectors.joining(", "));
        return bySize.size() > 6 ? text + ", ..." : text;
    }

    /**
     * Share of the known work that is recorded. As long as the list is read the whole is not known, and there is no
     * share: so it never falls because more work turns up, and never passes 100.
     */
    static String percent(PipelineProgress progress) {
        if (progress.complete()) {
            return "100.00 %";
        }
        Book domains = progress.books().getOrDefault(WorkTopic.DOMAINS, Book.EMPTY);
        long accepted = progress.list().accepted();
        if (!progress.list().ended() || accepted == 0) {
            return "reading the list,";
        }
        double routed = Math.min(1.0, (double) domains.recorded() / accepted);
        Book endpoints = progress.books().getOrDefault(WorkTopic.ENDPOINTS, Book.EMPTY);
        double probed = endpoints.admitted() == 0 ? 0 : (double) endpoints.recorded() / endpoints.admitted();
        double share = routed * probed;
        return String.format(Locale.ROOT, "%.2f %%", Math.floor(Math.min(share, 0.9999) * 10_000) / 100);
    }

    private static String settled(PipelineProgress progress, WorkTopic topic) {
        Book book = progress.books().getOrDefault(topic, Book.EMPTY);
        return count(book.recorded()) + "/" + count(book.admitted());
    }

    private static double rate(PipelineProgress progress, Duration elapsed) {
        long recorded =
                progress.books().getOrDefault(WorkTopic.ENDPOINTS, Book.EMPTY).recorded();
        return elapsed.toMillis() == 0 ? 0 : recorded * 1_000.0 / elapsed.toMillis();
    }

    /** Work left at the pace so far, and never less than until the next waiting retry is due. */
    private static String remaining(PipelineProgress progress, Duration elapsed, Instant now) {
        Book domains = progress.books().getOrDefault(WorkTopic.DOMAINS, Book.EMPTY);
        Book endpoints = progress.books().getOrDefault(WorkTopic.ENDPOINTS, Book.EMPTY);
        if (progress.complete()) {
            return "took " + duration(elapsed);
        }
        if (!progress.list().ended() || domains.recorded() == 0 || endpoints.recorded() == 0) {
            return "time left not known yet";
        }
        double routed =
                (double) domains.recorded() / Math.max(1, progress.list().accepted());
        double endpointsInAll = endpoints.admitted() / Math.max(0.01, routed);
        double perMilli = (double) endpoints.recorded() / Math.max(1, elapsed.toMillis());
        long millis = (long) ((endpointsInAll - endpoints.recorded()) / Math.max(1e-9, perMilli));
        long retry = progress.nextDue()
                .map(due -> Math.max(0, Duration.between(now, due).toMillis()))
                .orElse(0L);
        return "about " + duration(Duration.ofMillis(Math.max(millis, retry))) + " left";
    }

    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    static String duration(Duration duration) {
        long seconds = Math.max(0, (duration.toMillis() + 500) / 1_000);
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3_600) {
            return String.format(Locale.ROOT, "%d min %02d s", seconds / 60, seconds % 60);
        }
        return String.format(Locale.ROOT, "%d h %02d min", seconds / 3_600, seconds / 60 % 60);
    }
}
