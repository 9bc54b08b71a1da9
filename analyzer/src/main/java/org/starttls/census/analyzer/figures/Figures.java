package org.starttls.census.analyzer.figures;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.starttls.census.analyzer.campaign.CampaignFolder;
import org.starttls.census.analyzer.campaign.Manifest;
import org.starttls.census.analyzer.campaign.VerdictSet;
import org.starttls.census.analyzer.engine.Engine;
import org.starttls.census.analyzer.engine.Query;
import org.starttls.census.analyzer.engine.Row;
import org.starttls.census.analyzer.engine.SqlText;
import org.starttls.census.analyzer.verdict.CrawlerCommonsDomains;
import org.starttls.census.schemas.Table;

/** Computes the figures of a campaign: base relations, funnel, rates, tables, and whether it all adds up. */
public final class Figures {
    /** Relations that several figures stand on, in the order in which they stand on each other. */
    private static final List<String> BASES = List.of("endpoints", "mail_domains");

    private final Engine engine;
    private final Map<String, String> queries = new LinkedHashMap<>();

    private Figures(Engine engine) {
        this.engine = engine;
    }

    /**
     * Asks an engine that has every table of the campaign.
     *
     * @param set the verdicts that the engine has
     */
    public static CampaignFigures compute(Engine engine, CampaignFolder campaign, VerdictSet set) {
        return new Figures(engine).compute(campaign, set);
    }

    private CampaignFigures compute(CampaignFolder campaign, VerdictSet set) {
        Manifest manifest = campaign.manifest();
        BASES.forEach(base -> engine.derive(base, sql("base", base)));
        List<FunnelStep> funnel = funnel();
        List<Figure> rates = rates();
        List<FigureTable> tables = new ArrayList<>();
        for (TableSpec table : TableSpec.ALL) {
            tables.add(table.count(engine, sql("figures", table.query())));
        }
        List<VerdictFacts> verdicts = campaign.verdictSets(set.rulesVersion()).stream()
                .map(each -> VerdictFacts.of(campaign, each))
                .toList();
        if (verdicts.size() > 1) {
            tables.add(VerdictSetsTable.count(engine, sql("figures", VerdictSetsTable.QUERY), verdicts));
        }
        Map<String, Long> rows = new LinkedHashMap<>();
        for (Table table : Table.values()) {
            if (table.kind() == Table.Kind.FACT) {
                rows.put(table.tableName(), engine.number(Query.of("select count(*) as n from " + table.tableName())));
            }
        }
        Books books = books(manifest, funnel, rows);
        return new CampaignFigures(
                facts(manifest, set, rows),
                VerdictFacts.of(campaign, set),
                verdicts,
                books,
                funnel,
                rates,
                tables,
                counts(funnel, tables),
                queries);
    }

    private String sql(String folder, String name) {
        return queries.computeIfAbsent(name, key -> SqlText.read(folder, key));
    }

    private List<FunnelStep> funnel() {
        Map<String, Long> counts = new TreeMap<>();
        Map<String, Map<String, Long>> lost = new TreeMap<>();
        Map<String, Map<String, Long>> parts = new TreeMap<>();
        engine.query(Query.of(sql("figures", "funnel")), row -> {
            String step = "N" + row.needNumber("step");
            switch (row.needText("entry")) {
                case "COUNT" -> counts.put(step, row.needNumber("n"));
                case "LOST" -> put(lost, step, row);
                case "PART" -> put(parts, step, row);
                default -> throw new IllegalArgumentException("entry " + row.needText("entry"));
            }
        });
        List<FunnelStep> steps = new ArrayList<>();
        for (FunnelName name : FunnelName.values()) {
            String step = name.name();
            steps.add(new FunnelStep(
                    name.name(),
                    name.label(),
                    name.unit(),
                    counts.get(step),
                    lost.getOrDefault(step, Map.of()),
                    parts.getOrDefault(step, Map.of())));
        }
        return steps;
    }

    private static void put(Map<String, Map<String, Long>> entries, String step, Row row) {
        entries.computeIfAbsent(step, key -> new TreeMap<>()).put(row.needText("reason"), row.needNumber("n"));
    }

    private List<Figure> rates() {
        Map<String, Figure> counted = new TreeMap<>();
        Map<String, Rate> byId = new TreeMap<>();
        for (Rate rate : Rate.values()) {
            byId.put(rate.id(), rate);
        }
        for (String file : Rate.FILES) {
            engine.query(Query.of(sql("figures", file)), row -> {
                Rate rate = byId.get(row.needText("id"));
                counted.put(
                        rate.id(),
                        Figure.of(
                                rate, row.needNumber("numerator"), row.needNumber("known"), row.needNumber("unknown")));
            });
        }
        // A rate of an empty population has no row.
        return List.of(Rate.values()).stream()
                .map(rate -> counted.getOrDefault(rate.id(), Figure.of(rate, 0, 0, 0)))
                .toList();
    }

    private Books books(Manifest manifest, List<FunnelStep> funnel, Map<String, Long> rows) {
        List<Books.Check> checks = new ArrayList<>();
        FunnelStep before = funnel.get(0);
        for (FunnelStep step : funnel) {
            if (!step.equals(before) && step.unit().equals(before.unit())) {
                checks.add(new Books.Check(
                        before.id() + " = " + step.id() + " + losses",
                        before.count(),
                        step.count() + step.lostInAll()));
            }
            before = step;
        }
        checks.add(new Books.Check(
                "data lines of the list, by the manifest",
                manifest.list().lines(),
                funnel.get(0).count()));
        checks.add(new Books.Check(
                "admitted domains, by the manifest",
                manifest.list().admitted(),
                funnel.get(1).count()));
        manifest.tables().forEach((table, count) -> {
            if (rows.containsKey(table)) {
                checks.add(new Books.Check("rows of " + table + ", by the manifest", count, rows.get(table)));
            }
        });
        manifest.books()
                .forEach((stage, book) -> checks.add(new Books.Check(
                        "books of stage " + stage + ": admitted = recorded + waiting + in flight",
                        book.admitted(),
                        book.recorded() + book.waiting() + book.inFlight())));
        engine.query(
                Query.of(sql("figures", "books")),
                row -> checks.add(new Books.Check("never: " + row.needText("rule"), 0, row.needNumber("broken"))));
        return new Books(checks);
    }

    private static Map<String, Long> counts(List<FunnelStep> funnel, List<FigureTable> tables) {
        Map<String, Long> counts = new TreeMap<>();
        for (FunnelStep step : funnel) {
            counts.put(step.id(), step.count());
            step.lost().forEach((reason, n) -> counts.put(step.id() + ".lost." + reason, n));
            step.parts().forEach((part, n) -> counts.put(step.id() + "." + part, n));
        }
        for (FigureTable table : tables) {
            for (List<Object> row : table.rows()) {
                if (table.id().equals("t2-certificates")) {
                    counts.put("T2." + table.text(row, "status"), table.count(row, "addresses"));
                    counts.put("T2.distinct." + table.text(row, "status"), table.count(row, "certificates"));
                }
                if (table.id().equals("t7-versions")) {
                    counts.put("T7." + table.text(row, "tls_version"), table.count(row, "addresses"));
                }
            }
        }
        return counts;
    }

    private static CampaignFacts facts(Manifest manifest, VerdictSet set, Map<String, Long> rows) {
        Map<String, String> versions = new LinkedHashMap<>(manifest.versions());
        versions.put("public suffix list", CrawlerCommonsDomains.listVersion());
        return new CampaignFacts(
                manifest.campaignId(),
                manifest.name(),
                manifest.state().name(),
                manifest.lab(),
                manifest.startedAt().toString(),
                manifest.endedAt().map(Object::toString).orElse(""),
                manifest.list().name(),
                manifest.list().sha256(),
                manifest.list().lines(),
                manifest.list().admitted(),
                manifest.vantage().name(),
                manifest.vantage().address(),
                manifest.vantage().ehloName(),
                manifest.resolvers(),
                manifest.trustStore().name(),
                manifest.trustStore().sha256(),
                set.rulesVersion(),
                manifest.optOutEntries(),
                versions,
                manifest.configuration(),
                rows);
    }
}
