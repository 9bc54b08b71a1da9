package org.starttls.census.analyzer.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The analyzer's half of {@code census}: what is done with the tables of a campaign.
 *
 * <p>The launcher calls it with the command as first argument.
 */
@Command(
        name = "census",
        mixinStandardHelpOptions = true,
        description = "Judges the tables of a campaign, computes its figures and writes its report.",
        subcommands = {
            JudgeCommand.class,
            RejudgeCommand.class,
            ReportCommand.class,
            ShowCommand.class,
            SqlCommand.class
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:done, everything accounted for",
            "1:an error of our own, with its id",
            "2:wrong call or unknown campaign; nothing was started",
            "3:the campaign's tables cannot be read",
            "6:finished, but the books do not balance: a bug of ours"
        })
public final class AnalyzerMain {
    private AnalyzerMain() {}

    public static void main(String[] args) {
        Locale.setDefault(Locale.ROOT);
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(run(out, err, args));
    }

    /** Runs one command and answers its exit status. */
    static int run(PrintWriter out, PrintWriter err, String... args) {
        ProblemPrinter problems = new ProblemPrinter();
        return new CommandLine(new AnalyzerMain())
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(problems)
                .setParameterExceptionHandler(problems)
                .execute(args);
    }
}
