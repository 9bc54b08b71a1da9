package org.starttls.census.analyzer.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import org.starttls.census.analyzer.campaign.CampaignFolder;
import org.starttls.census.analyzer.campaign.ExitStatus;
import org.starttls.census.analyzer.campaign.Problem;
import org.starttls.census.analyzer.engine.DuckdbEngine;
import org.starttls.census.analyzer.engine.Engine;
import org.starttls.census.analyzer.figures.Books;
import org.starttls.census.analyzer.figures.CampaignFigures;
import org.starttls.census.analyzer.figures.Figures;
import org.starttls.census.analyzer.report.ReportFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code report CAMPAIGN}: from tables to a page, JSON and CSV. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = {
            "Computes the figures of a campaign and writes them to CAMPAIGN/report/:",
            "index.html (one file, works offline), report.json and tables/*.csv.",
            "The same campaign gives the same bytes."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  census report demo", "  census report campaigns/tranco-2026-11 --rules 1"})
final class ReportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private CampaignOptions options;

    @Option(
            names = "--rules",
            paramLabel = "VERSION",
            description = "Report the verdicts of this rules version (default: ${DEFAULT-VALUE}).",
            defaultValue = "1")
    private String rulesVersion;

    @Override
    public Integer call() {
        CampaignFolder campaign = options.folder();
        requireVerdicts(campaign);
        CampaignFigures figures;
        try (Engine engine = DuckdbEngine.open(campaign, rulesVersion, CampaignOptions.engineLimits(campaign))) {
            figures = Figures.compute(engine, campaign, rulesVersion);
        }
        ReportFolder report = new ReportFolder(campaign.path().resolve("report"));
        report.write(figures);
        PrintWriter out = spec.commandLine().getOut();
        if (options.json()) {
            out.println(JacksonAnswer.report(report.page(), figures));
        } else {
            out.println("report: " + TerminalText.escape(report.page().toString()));
            figures.books().broken().forEach(check -> out.println(unbalanced(check)));
        }
        out.flush();
        return (figures.books().balance() ? ExitStatus.DONE : ExitStatus.BOOKS_UNBALANCED).code();
    }

    private void requireVerdicts(CampaignFolder campaign) {
        if (!Files.isDirectory(campaign.verdicts(rulesVersion))) {
            throw new Problem(
                            "A006",
                            ExitStatus.WRONG_CALL,
                            "the campaign is not judged under rules version " + rulesVersion,
                            "no folder " + campaign.verdicts(rulesVersion),
                            "a report needs verdicts; nothing was written",
                            "census judge " + campaign.path())
                    .asException();
        }
    }

    static String unbalanced(Books.Check check) {
        return "the books do not balance: " + check.what() + ": expected " + check.expected() + ", found "
                + check.found();
    }
}
