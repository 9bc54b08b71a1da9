package org.starttls.census.analyzer.cli;

import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import org.starttls.census.analyzer.campaign.CampaignFolder;
import org.starttls.census.analyzer.campaign.ExitStatus;
import org.starttls.census.analyzer.campaign.VerdictSet;
import org.starttls.census.analyzer.engine.DuckdbEngine;
import org.starttls.census.analyzer.engine.Engine;
import org.starttls.census.analyzer.figures.CampaignFigures;
import org.starttls.census.analyzer.figures.Figures;
import org.starttls.census.analyzer.verdict.Judging;
import org.starttls.census.analyzer.verdict.Terms;
import org.starttls.census.schemas.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code judge CAMPAIGN}: verdicts from facts. */
@Command(
        name = "judge",
        mixinStandardHelpOptions = true,
        description = {
            "Judges what a campaign has seen and writes CAMPAIGN/verdicts/RULES_VERSION/:",
            "probe_verdicts, signs, host_verdicts, domain_verdicts, and judgement.json.",
            "Every chain is judged by the campaign's trust store at the time it was shown. The same facts give the",
            "same bytes. By others: rejudge."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  census judge demo", "  census rejudge demo --trust-store mozilla-2026-11.pem"})
final class JudgeCommand implements Callable<Integer> {
    private static final VerdictSet OWN = VerdictSet.own(Judging.RULES_VERSION);

    @Spec
    private CommandSpec spec;

    @Mixin
    private CampaignOptions options;

    @Option(names = "--summary", description = "Print the funnel in ten lines instead of the tables written.")
    private boolean summary;

    @Override
    public Integer call() {
        CampaignFolder campaign = options.folder();
        PrintWriter out = spec.commandLine().getOut();
        Judgement judgement = Judgement.of(campaign, OWN, Terms.own(campaign));
        if (summary && !options.json()) {
            return funnel(campaign, out).code();
        }
        if (options.json()) {
            out.println(JacksonAnswer.judgement(judgement));
        } else {
            print(judgement, out);
        }
        out.flush();
        return ExitStatus.DONE.code();
    }

    private static ExitStatus funnel(CampaignFolder campaign, PrintWriter out) {
        try (Engine engine = DuckdbEngine.open(campaign, OWN, CampaignOptions.engineLimits(campaign))) {
            CampaignFigures figures = Figures.compute(engine, campaign, OWN);
            FunnelText.lines(figures.funnel()).forEach(out::println);
            figures.books().broken().forEach(check -> out.println(ReportCommand.unbalanced(check)));
            out.flush();
            return figures.books().balance() ? ExitStatus.DONE : ExitStatus.BOOKS_UNBALANCED;
        }
    }

    static void print(Judgement judgement, PrintWriter out) {
        out.println("verdicts: " + TerminalText.escape(judgement.folder().toString()));
        for (Map.Entry<Table, Long> table : judgement.rows().entrySet()) {
            out.println("  " + table.getKey().tableName() + ": " + table.getValue() + " rows");
        }
    }
}
