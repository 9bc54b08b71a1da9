package org.starttls.census.analyzer.cli;

import java.io.PrintWriter;
import java.net.IDN;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.starttls.census.analyzer.campaign.CampaignFolder;
import org.starttls.census.analyzer.campaign.ExitStatus;
import org.starttls.census.analyzer.campaign.Problem;
import org.starttls.census.analyzer.engine.DuckdbEngine;
import org.starttls.census.analyzer.engine.Engine;
import org.starttls.census.analyzer.show.Dossier;
import org.starttls.census.analyzer.show.DossierReader;
import org.starttls.census.analyzer.show.DossierText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code show CAMPAIGN DOMAIN}: everything known of a domain. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = {
            "Shows everything known of a domain: its MX hosts, their addresses, what was said in each session,",
            "and the verdicts with their rules, sources and evidence."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  census show demo example.org", "  census show demo example.org --json"})
final class ShowCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private CampaignOptions options;

    @Parameters(index = "1", paramLabel = "DOMAIN", description = "A domain of the campaign's list.")
    private String domain;

    @Mixin
    private VerdictOptions verdicts;

    @Override
    public Integer call() {
        CampaignFolder campaign = options.folder();
        PrintWriter out = spec.commandLine().getOut();
        try (Engine engine =
                DuckdbEngine.open(campaign, verdicts.of(campaign), CampaignOptions.engineLimits(campaign))) {
            Dossier dossier = new DossierReader(engine)
                    .read(normalized(domain))
                    .orElseThrow(() -> unknown(campaign).asException());
            if (options.json()) {
                out.println(JacksonDossier.json(dossier));
            } else {
                DossierText.lines(dossier).forEach(line -> out.println(TerminalText.escape(line)));
            }
        }
        out.flush();
        return ExitStatus.DONE.code();
    }

    /** A-labels, lower case, no trailing dot; a text that is no domain stays as it is, and is then not found. */
    private static String normalized(String domain) {
        String name = domain.endsWith(".") ? domain.substring(0, domain.length() - 1) : domain;
        try {
            return IDN.toASCII(name, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            return name;
        }
    }

    private Problem unknown(CampaignFolder campaign) {
        return new Problem(
                "A008",
                ExitStatus.WRONG_CALL,
                "the domain is not in the campaign",
                "no row for " + domain + " in the table domains of " + campaign.path(),
                "there is nothing to show",
                "domains of the list: census sql " + campaign.path()
                        + " \"select rank, domain from domains order by rank limit 20\"; rejected lines: \"select * from"
                        + " rejected\"");
    }
}
