package org.starttls.census.analyzer.figures;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Everything a report shows of a campaign, and nothing a report does not need: the content of {@code report.json}.
 *
 * @param judged the verdicts that the figures are of
 * @param verdicts every set of verdicts of the rules version, the campaign's own first
 * @param counts every count of the funnel, its losses and parts, T2 and T7, by one flat id: "N7", "N7.lost.TIMED_OUT",
 *     "N6.v4", "T2.VALID", "T2.distinct.VALID", "T7.TLSv1.3". What a ledger is compared with
 * @param queries the SQL texts by name, as run
 */
public record CampaignFigures(
        CampaignFacts campaign,
        VerdictFacts judged,
        List<VerdictFacts> verdicts,
        Books books,
        List<FunnelStep> funnel,
        List<Figure> figures,
        List<FigureTable> tables,
        Map<String, Long> counts,
        Map<String, String> queries) {
    public CampaignFigures {
        Objects.requireNonNull(campaign);
        Objects.requireNonNull(judged);
        verdicts = List.copyOf(verdicts);
        Objects.requireNonNull(books);
        funnel = List.copyOf(funnel);
        figures = List.copyOf(figures);
        tables = List.copyOf(tables);
        counts = Collections.unmodifiableMap(new TreeMap<>(counts));
        queries = Collections.unmodifiableMap(new LinkedHashMap<>(queries));
    }

    public FunnelStep step(String id) {
        return funnel.stream().filter(step -> step.id().equals(id)).findFirst().orElseThrow();
    }

    public Figure figure(String id) {
        return figures.stream()
                .filter(figure -> figure.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no figure " + id));
    }

    public FigureTable table(String id) {
        return tables.stream()
                .filter(table -> table.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no table " + id));
    }
}
