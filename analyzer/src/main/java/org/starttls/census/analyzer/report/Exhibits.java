package org.starttls.census.analyzer.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.starttls.census.analyzer.chart.BarChart;
import org.starttls.census.analyzer.chart.BarChart.Bar;
import org.starttls.census.analyzer.chart.CurveChart;
import org.starttls.census.analyzer.chart.FunnelChart;
import org.starttls.census.analyzer.chart.SeriesChart;
import org.starttls.census.analyzer.chart.Svg;
import org.starttls.census.analyzer.chart.Width;
import org.starttls.census.analyzer.chart.Words;
import org.starttls.census.analyzer.figures.CampaignFigures;
import org.starttls.census.analyzer.figures.FigureTable;
import org.starttls.census.analyzer.figures.FunnelStep;
import org.starttls.census.analyzer.figures.Share;

/** Turns the tables of {@code report.json} into exhibits: which picture, and what it says. */
final class Exhibits {
    /** Bars of one chart; the table holds the rest. Chosen: what one can compare at a glance. */
    private static final int MOST_BARS = 10;

    /** Characters of the reasons below a bar: what fits on a phone. */
    private static final int MOST_REASONS = 54;

    private final CampaignFigures figures;

    Exhibits(CampaignFigures figures) {
        this.figures = figures;
    }

    // ---------------------------------------------------------------- funnel

    Exhibit funnel() {
        String sentence = "Of " + Words.of(n("N0"), "lines") + " of the list " + Words.count(n("N4"))
                + " are mail domains. They name " + Words.of(n("N5"), "hosts") + " with "
                + Words.of(n("N6"), "addresses") + ": " + Words.count(n("N7")) + " could be connected, "
                + Words.count(n("N11")) + " answered STARTTLS with 220, " + Words.count(n("N12"))
                + " completed TLS, and "
                + Words.count(n("N15")) + " showed a valid certificate for the name of the MX host. "
                + Words.of(n("N16"), "domains") + (n("N16") == 1 ? " is" : " are") + " protected by a policy.";
        List<FunnelChart.Group> groups = List.of(
                group("Domains, relative to N0", "N0", "N0", "N1", "N2", "N3", "N4"),
                group("MX hosts that they name", "N5", "N5"),
                group(
                        "Their addresses, relative to N6",
                        "N6",
                        "N6",
                        "N7",
                        "N8",
                        "N9",
                        "N10",
                        "N11",
                        "N12",
                        "N13",
                        "N14",
                        "N15"),
                new FunnelChart.Group(
                        "Mail domains again, relative to N4",
                        n("N4"),
                        List.of(new FunnelChart.Step("N16", figures.step("N16").label(), n("N16"), n("N4"), ""))));
        return new Exhibit(
                "funnel",
                "The funnel",
                "How many remain at each step, and why did the others drop out?",
                sentence,
                "domains, then MX hosts, then addresses (pairs of MX host and address)",
                "Hatched: lost since the step above. Within a unit a step equals the next one plus its losses; a loss"
                        + " below zero is a gain (STARTTLS accepted although it was not offered).",
                chart(width -> FunnelChart.draw("funnel-" + name(width), "The funnel", sentence, groups, width)),
                funnelTable(),
                false,
                "funnel");
    }

    private FunnelChart.Group group(String heading, String whole, String... ids) {
        List<FunnelChart.Step> steps = new ArrayList<>();
        long before = n(ids[0]);
        for (String id : ids) {
            FunnelStep step = figures.step(id);
            steps.add(new FunnelChart.Step(
                    id, step.label(), step.count(), Math.max(before, step.count()), reasons(step)));
            before = step.count();
        }
        return new FunnelChart.Group(heading, n(whole), steps);
    }

    private static String reasons(FunnelStep step) {
        List<Map.Entry<String, Long>> losses = step.lost().entrySet().stream()
                .filter(entry -> entry.getValue() != 0)
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.comparing((Long n) -> -Math.abs(n)))
                        .thenComparing(Map.Entry.comparingByKey()))
                .toList();
        int shown = losses.size();
        while (shown > 1 && reasons(losses, shown).length() > MOST_REASONS) {
            shown--;
        }
        return reasons(losses, shown);
    }

    private static String reasons(List<Map.Entry<String, Long>> losses, int shown) {
        String words = losses.stream()
                .limit(shown)
                .map(loss -> signed(loss.getValue()) + "\u00a0" + Words.symbol(loss.getKey()))
                .collect(Collectors.joining(", "));
        long others = losses.stream().skip(shown).mapToLong(Map.Entry::getValue).sum();
        return others == 0 ? words : words + ", " + signed(others) + "\u00a0other";
    }

    private static String signed(long loss) {
        return (loss < 0 ? "+" : "−") + Words.count(Math.abs(loss));
    }

    private TableView funnelTable() {
        List<List<String>> rows = new ArrayList<>();
        for (FunnelStep step : figures.funnel()) {
            rows.add(List.of(step.id() + " " + step.label(), step.unit(), Words.count(step.count()), "", ""));
            step.parts()
                    .forEach((part, n) ->
                            rows.add(List.of("", "", "", "of these " + Words.symbol(part), Words.count(n))));
            step.lost()
                    .forEach((reason, n) ->
                            rows.add(List.of("", "", "", "lost: " + Words.symbol(reason), Words.count(n))));
        }
        return new TableView(
                List.of(
                        new TableView.Head("Step", false),
                        new TableView.Head("Unit", false),
                        new TableView.Head("Count", true),
                        new TableView.Head("Detail", false),
                        new TableView.Head("Count", true)),
                rows);
    }

    // ---------------------------------------------------------------- tables

    Exhibit protection() {
        FigureTable table = figures.table("protection");
        return bars(table, "protection", "domains", "share", this::protectionStyle, "mail domains");
    }

    private String protectionStyle(String protection) {
        return switch (protection) {
            case "DANE", "MTA_STS", "POLICY_LIST" -> "good";
            case "OPPORTUNISTIC_VALID", "OPPORTUNISTIC" -> "fill";
            case "NONE" -> "bad";
            default -> "soft";
        };
    }

    Exhibit topLevelDomains() {
        FigureTable table = figures.table("t1-top-level-domains");
        List<Bar> bars = table.rows().stream()
                .map(row -> new Bar(
                        VisibleText.of(isRest(table.text(row, "tld")) ? "the rest" : "." + table.text(row, "tld")),
                        share(table, row, "starttls_share"),
                        ratio(table.count(row, "starttls"), table.count(row, "known")),
                        "fill"))
                .toList();
        String sentence = table.rows().isEmpty()
                ? "No mail domain."
                : "STARTTLS at any mail host: "
                        + table.rows().stream()
                                .limit(3)
                                .map(row -> (isRest(table.text(row, "tld")) ? "the rest" : "." + table.text(row, "tld"))
                                        + " "
                                        + ratio(table.count(row, "starttls"), table.count(row, "known")))
                                .collect(Collectors.joining(", "))
                        + ".";
        return exhibit(table, VisibleText.of(sentence), barChart(table, VisibleText.of(sentence), bars), false);
    }

    private static boolean isRest(String name) {
        return name.equals("the rest");
    }

    Exhibit certificates() {
        FigureTable table = figures.table("t2-certificates");
        return bars(
                table,
                "status",
                "addresses",
                "share",
                status -> status.equals("VALID") ? "good" : "bad",
                "completed handshakes");
    }

    /** Only where there are several sets of verdicts. */
    Optional<Exhibit> verdictSets() {
        if (figures.verdicts().size() < 2) {
            return Optional.empty();
        }
        FigureTable table = figures.table("verdict-sets");
        List<Object> valid = table.rows().get(0);
        String sentence = "Of " + Words.of(n("N12"), "completed handshakes") + " a certificate is valid at "
                + figures.verdicts().stream()
                        .map(set -> Words.count(table.count(valid, set.label())) + " by " + set.label())
                        .collect(Collectors.joining(", "))
                + ".";
        return Optional.of(exhibit(table, sentence, Optional.empty(), true));
    }

    Exhibit names() {
        FigureTable table = figures.table("t2-names");
        return bars(
                table,
                "match",
                "addresses",
                "share",
                match -> match.equals("NEITHER") ? "bad" : match.equals("UNKNOWN") ? "soft" : "fill",
                "parsed certificates");
    }

    Exhibit concentration() {
        FigureTable table = figures.table("t3-concentration");
        if (table.rows().isEmpty()) {
            return exhibit(table, "No mail domain, so no operator: 0 of 0.", Optional.empty(), false);
        }
        List<CurveChart.Point> points = new ArrayList<>();
        for (List<Object> row : table.rows()) {
            long operators = table.count(row, "operators");
            boolean isLabelled = operators == 1 || operators == 5 || operators == 20 || operators == 100;
            points.add(new CurveChart.Point(
                    operators,
                    share(table, row, "share"),
                    isLabelled ? Words.count(operators) + ": " + percent(table, row, "share") : ""));
        }
        List<Object> first = table.rows().get(0);
        long all = table.count(first, "all_domains");
        String sentence = "The largest operator serves " + Words.count(table.count(first, "domains")) + " of "
                + Words.of(all, "mail domains") + " (" + percent(table, first, "share") + ")"
                + together(table, 5) + together(table, 20) + ". "
                + Words.of(table.count(first, "all_operators"), "operators")
                + " in all; Herfindahl-Hirschman index " + herfindahl(table.count(first, "squares"), all)
                + " of 10,000.";
        return exhibit(
                table,
                sentence,
                chart(width -> CurveChart.draw(
                        table.id() + "-" + name(width),
                        table.title(),
                        sentence,
                        "largest operators together, logarithmic",
                        points,
                        width)),
                false);
    }

    private static String together(FigureTable table, long operators) {
        return table.rows().stream()
                .filter(row -> table.count(row, "operators") == operators)
                .map(row -> ", the largest " + operators + " together " + percent(table, row, "share"))
                .collect(Collectors.joining());
    }

    private static String herfindahl(long squares, long all) {
        BigDecimal whole = BigDecimal.valueOf(all).multiply(BigDecimal.valueOf(all));
        return BigDecimal.valueOf(squares)
                .multiply(BigDecimal.valueOf(10_000))
                .divide(whole, 0, RoundingMode.HALF_UP)
                .toPlainString();
    }

    Exhibit operators() {
        FigureTable table = figures.table("t3-operators");
        String sentence = table.rows().isEmpty()
                ? "No operator: 0 of 0."
                : table.rows().stream()
                        .limit(3)
                        .map(row -> VisibleText.of(table.text(row, "operator")) + " serves "
                                + Words.of(table.count(row, "domains"), "domains") + " (" + percent(table, row, "share")
                                + ")")
                        .collect(Collectors.joining(", ", "", "."));
        return exhibit(table, sentence, Optional.empty(), true);
    }

    Exhibit operatorSources() {
        return bars(
                figures.table("t3-sources"),
                "source",
                "hosts",
                "share",
                source -> source.equals("MX_NAME") ? "soft" : "fill",
                "MX hosts looked up");
    }

    Exhibit ranks() {
        FigureTable table = figures.table("t4-ranks");
        List<String> bins = table.rows().stream()
                .map(row -> Words.count(table.count(row, "first_rank")))
                .toList();
        List<SeriesChart.Series> series = List.of(
                new SeriesChart.Series("STARTTLS (any)", "one", points(table, "starttls")),
                new SeriesChart.Series("certificate (all)", "two", points(table, "certificate")));
        String sentence = rankSentence(table);
        return exhibit(
                table,
                sentence,
                chart(width -> SeriesChart.draw(
                        table.id() + "-" + name(width),
                        table.title(),
                        sentence,
                        "first rank of the bin",
                        bins,
                        series,
                        width)),
                false);
    }

    private static String rankSentence(FigureTable table) {
        Comparator<List<Object>> byShare = Comparator.comparing(row -> share(table, row, "starttls_share"));
        List<List<Object>> known = table.rows().stream()
                .filter(row -> table.count(row, "starttls_known") > 0)
                .toList();
        if (known.isEmpty()) {
            return "STARTTLS is known for 0 domains in 0 bins.";
        }
        Function<List<Object>, String> words =
                row -> ratio(table.count(row, "starttls"), table.count(row, "starttls_known")) + " (ranks "
                        + Words.count(table.count(row, "first_rank")) + " to "
                        + Words.count(table.count(row, "last_rank")) + ")";
        return "STARTTLS at any mail host is highest with "
                + words.apply(known.stream().max(byShare).orElseThrow())
                + " and lowest with " + words.apply(known.stream().min(byShare).orElseThrow())
                + ". Strokes reach from all unknown no to all unknown yes.";
    }

    private static List<SeriesChart.Point> points(FigureTable table, String fact) {
        List<SeriesChart.Point> points = new ArrayList<>();
        for (List<Object> row : table.rows()) {
            long yes = table.count(row, fact);
            long known = table.count(row, fact + "_known");
            long all = known + table.count(row, fact + "_unknown");
            points.add(
                    known == 0
                            ? null
                            : new SeriesChart.Point(
                                    (double) yes / known, (double) yes / all, (double) (yes + all - known) / all));
        }
        return points;
    }

    List<Exhibit> tls() {
        return List.of(
                bars(
                        figures.table("t7-versions"),
                        "tls_version",
                        "addresses",
                        "share",
                        this::versionStyle,
                        "handshakes"),
                bars(figures.table("t7-suites"), "cipher_suite", "addresses", "share", name -> "fill", "handshakes"),
                bars(
                        figures.table("t7-groups"),
                        "key_exchange_group",
                        "addresses",
                        "share",
                        name -> "fill",
                        "handshakes"),
                bars(
                        figures.table("t7-keys"),
                        "public_key",
                        "addresses",
                        "share",
                        name -> "fill",
                        "parsed certificates"),
                profiles(),
                weaknesses());
    }

    private Exhibit profiles() {
        FigureTable table = figures.table("t7-profiles");
        Function<List<Object>, String> words =
                row -> ratio(table.count(row, "addresses"), table.count(row, "all_addresses"));
        return exhibit(
                table,
                "Where TLS is opportunistic " + words.apply(table.rows().get(0))
                        + " completed handshakes are good enough, where a policy insists on it "
                        + words.apply(table.rows().get(1)) + ".",
                Optional.empty(),
                true);
    }

    private Exhibit weaknesses() {
        FigureTable table = figures.table("t7-weaknesses");
        List<List<Object>> seen = table.rows().stream()
                .filter(row -> table.count(row, "addresses") > 0)
                .sorted(Comparator.comparing(row -> -table.count(row, "addresses")))
                .limit(3)
                .toList();
        long all = table.count(table.rows().get(0), "all_addresses");
        String sentence = seen.isEmpty()
                ? "No weakness in " + Words.of(all, "completed handshakes") + "."
                : "Most often: "
                        + seen.stream()
                                .map(row -> Words.symbol(table.text(row, "weakness")) + " in "
                                        + ratio(table.count(row, "addresses"), all))
                                .collect(Collectors.joining(", "))
                        + " completed handshakes.";
        return exhibit(table, sentence, Optional.empty(), true);
    }

    private String versionStyle(String version) {
        return version.equals("TLSv1.3") || version.equals("TLSv1.2") ? "fill" : "bad";
    }

    Exhibit policyRecords() {
        FigureTable table = figures.table("t8-policy-records");
        List<Object> valid = table.rows().get(0);
        return exhibit(
                table,
                "Of " + Words.of(n("N4"), "mail domains") + " " + Words.count(table.count(valid, "mta_sts"))
                        + " have a valid MTA-STS record, " + Words.count(table.count(valid, "tlsrpt"))
                        + " a valid one for TLS reporting.",
                Optional.empty(),
                true);
    }

    Exhibit signs() {
        FigureTable table = figures.table("signs");
        String sentence = table.rows().isEmpty()
                ? "No sign of downgrade was seen at any of " + Words.of(n("N7"), "addresses") + " connected."
                : table.rows().stream()
                                .limit(3)
                                .map(row -> Words.symbol(table.text(row, "sign")) + " (" + table.text(row, "grade")
                                        + ") at " + Words.of(table.count(row, "addresses"), "addresses"))
                                .collect(Collectors.joining(", ", "Seen: ", ""))
                        + ", of " + Words.count(n("N7")) + " connected.";
        return exhibit(table, sentence, Optional.empty(), true);
    }

    Exhibit refusals() {
        FigureTable table = figures.table("refusals");
        return exhibit(
                table,
                "Of " + Words.of(n("N7"), "addresses") + " connected " + Words.count(sum(table)) + " refused us.",
                Optional.empty(),
                true);
    }

    Exhibit ownFaults() {
        FigureTable table = figures.table("own-faults");
        long contacts = table.rows().stream()
                .mapToLong(row -> table.count(row, "contacts"))
                .sum();
        return exhibit(
                table,
                Words.of(contacts, "contacts") + " failed by a fault of our own; "
                        + Words.of(n7Lost("LOCAL_FAULT"), "addresses") + " have no other word.",
                Optional.empty(),
                true);
    }

    private long n7Lost(String reason) {
        return figures.step("N7").lost().getOrDefault(reason, 0L);
    }

    static long sum(FigureTable table) {
        return table.rows().stream()
                .mapToLong(row -> table.count(row, "addresses"))
                .sum();
    }

    // ---------------------------------------------------------------- parts

    private Exhibit bars(
            FigureTable table, String label, String count, String share, Function<String, String> style, String whole) {
        List<Bar> bars = table.rows().stream()
                .limit(MOST_BARS)
                .map(row -> new Bar(
                        VisibleText.of(readable(table.text(row, label))),
                        share(table, row, share),
                        Words.count(table.count(row, count))
                                + (row.get(table.place(share)) == null ? "" : " · " + percent(table, row, share)),
                        style.apply(table.text(row, label))))
                .toList();
        String sentence = barSentence(table, label, count, share, whole);
        return exhibit(table, sentence, barChart(table, sentence, bars), false);
    }

    /** Symbols of ours as words; names of the IANA as they are. */
    private static String readable(String name) {
        return name.equals("DANE") || name.startsWith("TLS") || name.startsWith("SSL") || !name.matches("[A-Z_]+")
                ? name
                : Words.symbol(name);
    }

    private static String barSentence(FigureTable table, String label, String count, String share, String whole) {
        List<List<Object>> largest = table.rows().stream()
                .filter(row -> table.count(row, count) > 0)
                .sorted(Comparator.comparing(row -> -table.count(row, count)))
                .limit(3)
                .toList();
        long all =
                table.rows().stream().mapToLong(row -> table.count(row, count)).sum();
        if (largest.isEmpty()) {
            return "Of 0 " + whole + ": 0.";
        }
        return VisibleText.of("Of " + Words.of(all, whole) + " "
                + largest.stream()
                        .map(row -> Words.count(table.count(row, count)) + " " + readable(table.text(row, label)) + " ("
                                + percent(table, row, share) + ")")
                        .collect(Collectors.joining(", "))
                + (table.rows().size() > largest.size() ? "; the table has the rest." : "."));
    }

    private Exhibit exhibit(FigureTable table, String sentence, Optional<Exhibit.Chart> chart, boolean open) {
        return new Exhibit(
                table.id(),
                table.title(),
                table.question(),
                sentence,
                table.unit(),
                table.note(),
                chart,
                TableView.of(table),
                open,
                table.query());
    }

    private static Optional<Exhibit.Chart> barChart(FigureTable table, String sentence, List<Bar> bars) {
        return bars.isEmpty()
                ? Optional.empty()
                : chart(width -> BarChart.draw(table.id() + "-" + name(width), table.title(), sentence, bars, width));
    }

    private static Optional<Exhibit.Chart> chart(Function<Width, Svg> drawing) {
        return Optional.of(new Exhibit.Chart(drawing.apply(Width.WIDE), drawing.apply(Width.NARROW)));
    }

    private static String name(Width width) {
        return switch (width) {
            case WIDE -> "wide";
            case NARROW -> "narrow";
        };
    }

    private long n(String id) {
        return figures.step(id).count();
    }

    private static double share(FigureTable table, List<Object> row, String column) {
        Object share = row.get(table.place(column));
        return share == null ? 0 : ((BigDecimal) share).doubleValue();
    }

    private static String percent(FigureTable table, List<Object> row, String column) {
        Object share = row.get(table.place(column));
        return share == null ? "–" : Words.percent((BigDecimal) share);
    }

    /** "96.10 % (40,312 of 41,948)"; of few the counts alone. */
    static String ratio(long part, long whole) {
        String counts = Words.count(part) + " of " + Words.count(whole);
        return whole < Words.FEWEST_FOR_PERCENT
                ? counts
                : Words.percent(Share.of(part, whole).orElseThrow()) + " (" + counts + ")";
    }
}
