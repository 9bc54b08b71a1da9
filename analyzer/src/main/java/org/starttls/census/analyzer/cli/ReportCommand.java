package org.starttls.census.analyzer.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import org.starttls.census.analyzer.campaign.CampaignFolder;
import org.starttls.census.analyzer.campaign.ExitStatus;
import org.starttls.census.analyzer.campaign.Problem;
import org.starttls.census.analyzer.campaign.VerdictSet;
import org.starttls.census.analyzer.engine.DuckdbEngine;
import org.starttls.census.analyzer.engine.Engine;
import org.starttls.census.analyzer.figures.Books;
import org.starttls.census.analyzer.figures.CampaignFigures;
import org.starttls.census.analyzer.figures.Figures;
import org.starttls.census.analyzer.report.ReportFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code report CAMPAIGN}: from tables to a page, JSON and CSV. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = {
            "Computes the figures of a campaign and writes them to CAMPAIGN/report/:",
            "index.html (one file, works offline), report.json and tables/*.csv.",
            "Of other verdicts, given by --verdicts, to CAMPAIGN/report+LABEL/.",
            "Where rejudge made other verdicts beside the campaign's own, a table shows them side by side.",
            "The same campaign gives the same bytes."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  census report demo", "  census report demo --verdicts next-year"})
final class ReportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private CampaignOptions options;

    @Mixin
    private VerdictOptions verdicts;

    @Override
    public Integer call() {
        CampaignFolder campaign = options.folder();
        VerdictSet set = verdicts.of(campaign);
        requireVerdicts(campaign, set);
        CampaignFigures figures;
        try (Engine engine = DuckdbEngine.open(campaign, set, CampaignOptions.engineLimits(campaign))) {
            figures = Figures.compute(engine, campaign, set);
        }
        ReportFolder report = new ReportFolder(campaign.report(set));
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

    private static void requireVerdicts(CampaignFolder campaign, VerdictSet set) {
        if (!Files.isDirectory(campaign.verdicts(set))) {
            throw new Problem(
                            "A006",
                            ExitStatus.WRONG_CALL,
                            "the campaign is not judged under rules version " + set.rulesVersion(),
                            "no folder " + campaign.verdicts(set),
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
