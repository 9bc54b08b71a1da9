package org.starttls.census.analyzer.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.starttls.census.analyzer.campaign.CampaignFolder;
import org.starttls.census.analyzer.campaign.ExitStatus;
import org.starttls.census.analyzer.engine.DuckdbEngine;
import org.starttls.census.analyzer.engine.Engine;
import org.starttls.census.analyzer.figures.CampaignFigures;
import org.starttls.census.analyzer.figures.Figures;
import org.starttls.census.analyzer.verdict.Judging;
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
            "Every chain is judged at the time it was shown. The same facts give the same bytes."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  census judge demo", "  census judge demo --trust-store mozilla-2026-11.pem"})
final class JudgeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private CampaignOptions options;

    @Option(
            names = "--trust-store",
            paramLabel = "FILE",
            description = "Trust anchors in PEM form (default: those of the campaign, or of this JDK).")
    private Path trustStore;

    @Option(names = "--summary", description = "Print the funnel in ten lines instead of the tables written.")
    private boolean summary;

    @Override
    public Integer call() {
        Judgement judgement = Judgement.of(options, Optional.ofNullable(trustStore), Optional.empty());
        if (summary && !options.json()) {
            return funnel(options.folder(), spec.commandLine().getOut()).code();
        }
        print(judgement, options.json(), spec.commandLine().getOut());
        return ExitStatus.DONE.code();
    }

    private static ExitStatus funnel(CampaignFolder campaign, PrintWriter out) {
        try (Engine engine =
                DuckdbEngine.open(campaign, Judging.RULES_VERSION, CampaignOptions.engineLimits(campaign))) {
            CampaignFigures figures = Figures.compute(engine, campaign, Judging.RULES_VERSION);
            FunnelText.lines(figures.funnel()).forEach(out::println);
            figures.books().broken().forEach(check -> out.println(ReportCommand.unbalanced(check)));
            out.flush();
            return figures.books().balance() ? ExitStatus.DONE : ExitStatus.BOOKS_UNBALANCED;
        }
    }

    static void print(Judgement judgement, boolean json, PrintWriter out) {
        if (json) {
            out.println(JacksonAnswer.judgement(judgement));
        } else {
            out.println("verdicts: " + TerminalText.escape(judgement.folder().toString()));
            for (Map.Entry<Table, Long> table : judgement.rows().entrySet()) {
                out.println("  " + table.getKey().tableName() + ": " + table.getValue() + " rows");
            }
        }
        out.flush();
    }
}
