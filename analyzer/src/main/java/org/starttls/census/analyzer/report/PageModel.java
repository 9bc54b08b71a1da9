package org.starttls.census.analyzer.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.starttls.census.analyzer.chart.Gauge;
import org.starttls.census.analyzer.chart.Svg;
import org.starttls.census.analyzer.chart.Words;
import org.starttls.census.analyzer.figures.Books;
import org.starttls.census.analyzer.figures.CampaignFacts;
import org.starttls.census.analyzer.figures.CampaignFigures;
import org.starttls.census.analyzer.figures.Figure;
import org.starttls.census.analyzer.figures.VerdictFacts;
import org.starttls.census.analyzer.report.Exhibit.Section;

/**
 * The page in words, in its order, made from the figures and nothing else. Every text is plain; the template escapes it.
 *
 * @param alarms what makes the page unfit to be published
 * @param cautions what a reader must know, none of it an alarm; never empty
 * @param files below {@code tables/}
 */
public record PageModel(
        CampaignFacts campaign,
        String day,
        List<String> alarms,
        List<String> cautions,
        List<Headline> headlines,
        Exhibit protection,
        Exhibit funnel,
        List<RateGroup> rates,
        List<Section> sections,
        Section signs,
        Section attrition,
        List<Check> checks,
        List<Pair> manifest,
        List<Pair> files,
        Map<String, String> queries,
        String bases,
        String citation,
        String bibtex) {

    /** A rate as it stands on the page. */
    public record Rate(
            String id,
            String label,
            String rule,
            String population,
            String value,
            String counts,
            String bounds,
            Optional<Svg> gauge) {
        static Rate of(Figure figure) {
            boolean isFew = figure.denominator() < Words.FEWEST_FOR_PERCENT;
            return new Rate(
                    figure.id(),
                    figure.label(),
                    figure.rule(),
                    figure.population(),
                    figure.denominator() == 0
                            ? "unknown"
                            : isFew
                                    ? Words.count(figure.numerator()) + " of " + Words.count(figure.denominator())
                                    : Words.percent(figure.value().orElseThrow()),
                    Words.count(figure.numerator()) + " of " + Words.of(figure.denominator(), figure.unit()),
                    bounds(figure),
                    figure.value()
                            .map(value -> Gauge.of(
                                    value,
                                    figure.lower().orElseThrow(),
                                    figure.upper().orElseThrow())));
        }

        private static String bounds(Figure figure) {
            if (figure.unknown() == 0) {
                return "none unknown";
            }
            long all = figure.denominator() + figure.unknown();
            String unknown = Words.count(figure.unknown()) + "\u00a0unknown";
            return all < Words.FEWEST_FOR_PERCENT
                    ? unknown
                    : Words.percent(figure.lower().orElseThrow()) + " to "
                            + Words.percent(figure.upper().orElseThrow()) + ", " + unknown;
        }
    }

    /** One of the three figures that come first. */
    public record Headline(Rate rate, String claim, String caveat) {}

    /** Rates of one unit. */
    public record RateGroup(String id, String title, String query, List<Rate> rates) {
        public RateGroup {
            rates = List.copyOf(rates);
        }
    }

    /** An identity of the books. */
    public record Check(String what, String expected, String found, boolean holds) {}

    /** A name and what stands for it. */
    public record Pair(String name, String value) {}

    public PageModel {
        alarms = List.copyOf(alarms);
        cautions = List.copyOf(cautions);
        headlines = List.copyOf(headlines);
        rates = List.copyOf(rates);
        sections = List.copyOf(sections);
        checks = List.copyOf(checks);
        manifest = List.copyOf(manifest);
        files = List.copyOf(files);
    }

    static PageModel of(CampaignFigures figures) {
        CampaignFacts campaign = figures.campaign();
        Exhibits exhibits = new Exhibits(figures);
        return new PageModel(
                campaign,
                campaign.day(),
                alarms(figures),
                cautions(figures),
                headlines(figures),
                exhibits.protection(),
                exhibits.funnel(),
                rates(figures),
                sections(exhibits, figures.judged()),
                new Section(
                        "downgrade",
                        "Signs of downgrade",
                        "E1: proof on the wire that something was rewritten. E2: an authenticated promise is broken. E3:"
                                + " the answer differs by path or server. E4: it was there before. E5: merely absent. INFO:"
                                + " worth knowing, no downgrade by itself.",
                        List.of(exhibits.signs())),
                new Section(
                        "attrition",
                        "What we could not see",
                        "Sessions that were refused, and those that we spoilt ourselves.",
                        List.of(exhibits.refusals(), exhibits.ownFaults())),
                figures.books().checks().stream().map(PageModel::check).toList(),
                manifest(figures),
                files(figures),
                figures.queries(),
                figures.queries().get("endpoints") + "\n" + figures.queries().get("mail_domains"),
                citation(campaign),
                bibtex(campaign));
    }

    private static List<String> alarms(CampaignFigures figures) {
        List<String> alarms = new ArrayList<>();
        for (Books.Check broken : figures.books().broken()) {
            alarms.add("The books do not balance: " + broken.what() + ": expected " + Words.count(broken.expected())
                    + ", found " + Words.count(broken.found()) + ".");
        }
        if (figures.campaign().state().equals("RUNNING")) {
            alarms.add("The campaign is still running: every figure is of what was recorded so far.");
        }
        return alarms;
    }

    private static List<String> cautions(CampaignFigures figures) {
        List<String> cautions = new ArrayList<>();
        if (figures.campaign().lab()) {
            cautions.add(
                    "Measured in the laboratory, against servers that were made up: nothing here is about the Internet.");
        }
        if (!figures.judged().areOwn()) {
            cautions.add("Not the campaign's own verdicts but those called "
                    + figures.judged().label() + ": judged " + figures.judged().words() + ".");
        }
        Figure any = figures.figure("starttls.domain.any");
        if (any.unknown() > 0) {
            cautions.add("Of " + Words.of(any.denominator() + any.unknown(), "mail domains") + " "
                    + Words.count(any.unknown())
                    + " could not be told: nothing answered, or we were turned away. They are in no percentage; the bounds"
                    + " beside each say what they could change.");
        }
        Figure isProtected = figures.figure("protected.domain");
        if (isProtected.unknown() > any.unknown()) {
            cautions.add(
                    "Whether a promise (DANE, MTA-STS, policy list) is made and kept was not looked at, or could not be"
                            + " told, for " + Words.of(isProtected.unknown(), "mail domains")
                            + ": the number of protected ones is a"
                            + " lower bound.");
        }
        long refusals = Exhibits.sum(figures.table("refusals"));
        if (refusals > 0) {
            cautions.add("At " + Words.of(refusals, "addresses") + " we were refused before STARTTLS could be seen.");
        }
        long faults = figures.step("N7").lost().getOrDefault("LOCAL_FAULT", 0L);
        if (faults > 0) {
            cautions.add("At " + Words.of(faults, "addresses") + " we failed ourselves; they are in no percentage.");
        }
        long optedOut = figures.step("N2").lost().getOrDefault("OPTED_OUT", 0L);
        if (optedOut > 0) {
            cautions.add(Words.of(optedOut, "domains") + " of the list had opted out and were not touched.");
        }
        if (cautions.isEmpty()) {
            cautions.add("None recorded.");
        }
        return cautions;
    }

    private static List<Headline> headlines(CampaignFigures figures) {
        return List.of(
                new Headline(
                        Rate.of(figures.figure("starttls.domain.any")),
                        "of mail domains can receive mail over TLS",
                        "STARTTLS answers with 220 at one of their mail hosts at least. It says nothing about an attacker"
                                + " who removes the offer."),
                new Headline(
                        Rate.of(figures.figure("certificate.domain.all")),
                        "show a valid certificate at every mail host",
                        "Trusted chain, valid dates, the MX host's name on it. It is readiness, not security: without a"
                                + " policy no sender insists on it."),
                new Headline(
                        Rate.of(figures.figure("protected.domain")),
                        "are protected against an active attacker",
                        "DANE, MTA-STS in enforce mode, or a policy list, kept by every mail host."));
    }

    private static List<RateGroup> rates(CampaignFigures figures) {
        return List.of(
                group(figures, "rates-domains", "Domains", "rates_of_domains", id -> id.contains(".domain")),
                group(figures, "rates-hosts", "MX hosts", "rates_of_hosts", id -> id.contains(".host")),
                group(figures, "rates-addresses", "Addresses", "rates_of_addresses", id -> id.contains(".address")));
    }

    private static RateGroup group(
            CampaignFigures figures, String id, String title, String query, Predicate<String> belongs) {
        return new RateGroup(
                id,
                title,
                query,
                figures.figures().stream()
                        .filter(figure -> belongs.test(figure.id()))
                        .map(Rate::of)
                        .toList());
    }

    private static List<Section> sections(Exhibits exhibits, VerdictFacts judged) {
        return List.of(
                new Section("t1", "T1  Top-level domains", "", List.of(exhibits.topLevelDomains())),
                new Section(
                        "t2",
                        "T2  Certificates",
                        "Certificates are judged " + judged.words() + ".",
                        Stream.of(
                                        Optional.of(exhibits.certificates()),
                                        Optional.of(exhibits.names()),
                                        exhibits.verdictSets())
                                .flatMap(Optional::stream)
                                .toList()),
                new Section(
                        "t3",
                        "T3  Operators",
                        "A few operators receive the mail of many domains, so one change of theirs moves every figure of"
                                + " domains.",
                        List.of(exhibits.concentration(), exhibits.operators(), exhibits.operatorSources())),
                new Section("t4", "T4  Ranks", "", List.of(exhibits.ranks())),
                new Section(
                        "t7",
                        "T7  TLS",
                        "What was agreed on with this client, which prefers the newest; not everything that a server"
                                + " accepts.",
                        exhibits.tls()),
                new Section(
                        "t8",
                        "T8  Policies",
                        "What domains ask of senders (RFC 8461) and want to be told by them (RFC 8460).",
                        List.of(exhibits.policyRecords())));
    }

    private static Check check(Books.Check check) {
        return new Check(check.what(), Words.count(check.expected()), Words.count(check.found()), check.holds());
    }

    private static List<Pair> manifest(CampaignFigures figures) {
        CampaignFacts campaign = figures.campaign();
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Campaign", campaign.name() + " (" + campaign.id() + ")");
        facts.put("State", campaign.state());
        facts.put("Begun", campaign.startedAt());
        facts.put("Ended", campaign.endedAt());
        facts.put("List", campaign.listName());
        facts.put("List, SHA-256", campaign.listSha256());
        facts.put(
                "List, lines",
                Words.count(campaign.listLines()) + ", of which admitted " + Words.count(campaign.listAdmitted()));
        facts.put("Opt-out list", Words.count(campaign.optOutEntries()) + " entries");
        facts.put("Vantage point", campaign.vantageName() + " " + campaign.vantageAddress());
        facts.put("EHLO name", campaign.ehloName());
        facts.put("Resolvers", String.join(", ", campaign.resolvers()));
        facts.put("Trust store", campaign.trustStoreName());
        facts.put("Trust store, SHA-256", campaign.trustStoreSha256());
        facts.put("Rules version", campaign.rulesVersion());
        if (figures.verdicts().size() > 1) {
            figures.verdicts().forEach(set -> facts.put("Verdicts " + set.label(), "judged " + set.words()));
        }
        campaign.versions().forEach((name, version) -> facts.put("Version of " + name, version));
        campaign.tables().forEach((name, rows) -> facts.put("Rows of " + name, Words.count(rows)));
        campaign.configuration().forEach((name, value) -> facts.put("Option " + name, value));
        List<Pair> pairs = new ArrayList<>();
        facts.forEach((name, value) -> {
            if (!value.isBlank()) {
                pairs.add(new Pair(VisibleText.of(name), VisibleText.of(value)));
            }
        });
        return pairs;
    }

    private static List<Pair> files(CampaignFigures figures) {
        List<Pair> files = new ArrayList<>();
        files.add(new Pair("tables/funnel.csv", "The funnel"));
        files.add(new Pair("tables/figures.csv", "Every rate"));
        figures.tables().forEach(table -> files.add(new Pair("tables/" + table.id() + ".csv", table.title())));
        return files;
    }

    private static String citation(CampaignFacts campaign) {
        return "STARTTLS Census, campaign " + VisibleText.of(campaign.name()) + ", " + campaign.day() + ". List "
                + VisibleText.of(campaign.listName()) + " (SHA-256 " + campaign.listSha256() + "), "
                + Words.of(campaign.listAdmitted(), "domains") + ". Rules version " + campaign.rulesVersion()
                + ", campaign id " + campaign.id() + ".";
    }

    private static String bibtex(CampaignFacts campaign) {
        return """
                @misc{starttls-census-%s,
                  title = {{STARTTLS Census}: campaign %s},
                  year  = {%s},
                  note  = {list %s, SHA-256 %s, rules version %s}
                }""".formatted(
                        campaign.id().replaceAll("[^A-Za-z0-9]", ""),
                        bibtexText(campaign.name()),
                        campaign.day().substring(0, 4),
                        bibtexText(campaign.listName()),
                        campaign.listSha256(),
                        bibtexText(campaign.rulesVersion()));
    }

    private static String bibtexText(String text) {
        return VisibleText.of(text).replaceAll("[{}\\\\]", "").replaceAll("[#$%&_~^]", "\\\\$0");
    }
}
