package org.starttls.census.analyzer.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.starttls.census.analyzer.campaign.CampaignFolder;
import org.starttls.census.analyzer.campaign.ExitStatus;
import org.starttls.census.analyzer.engine.DuckdbEngine;
import org.starttls.census.analyzer.engine.Engine;
import org.starttls.census.analyzer.engine.EngineException;
import org.starttls.census.analyzer.engine.Query;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sql CAMPAIGN [QUERY]}: the tables of a campaign as views. */
@Command(
        name = "sql",
        mixinStandardHelpOptions = true,
        description = {
            "Answers a query over the tables of a campaign, each a view by its name. The verdicts of all sets together",
            "are views by the table's name and _by_set (probe_verdicts_by_set), with the column verdict_set.",
            "Without QUERY, reads queries from standard input, each ended by a semicolon."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  census sql demo \"select ending, count(*) as n from probes group by all order by n desc\"",
            "  census sql demo --format csv \"select domain, protection from domain_verdicts\" > protection.csv"
        })
final class SqlCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private CampaignOptions options;

    @Parameters(index = "1", arity = "0..1", paramLabel = "QUERY", description = "One statement of SQL.")
    private String query;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "table, csv, json or markdown (default: table; with --json: json).")
    private AnswerFormat format;

    @Mixin
    private VerdictOptions verdicts;

    @Override
    public Integer call() throws IOException {
        CampaignFolder campaign = options.folder();
        PrintWriter out = spec.commandLine().getOut();
        try (Engine engine =
                DuckdbEngine.open(campaign, verdicts.of(campaign), CampaignOptions.engineLimits(campaign))) {
            if (query != null) {
                answer(engine, query, out);
                return ExitStatus.DONE.code();
            }
            return converse(engine, out);
        }
    }

    private void answer(Engine engine, String sql, PrintWriter out) {
        try (AnswerWriter writer = AnswerWriter.of(chosenFormat(), out)) {
            engine.query(Query.of(sql), writer::row);
        }
        out.flush();
    }

    private AnswerFormat chosenFormat() {
        if (format != null) {
            return format;
        }
        return options.json() ? AnswerFormat.JSON : AnswerFormat.TABLE;
    }

    /** A query that fails is told and does not end the conversation. */
    private int converse(Engine engine, PrintWriter out) throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        boolean isTerminal = isTerminal();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        StringBuilder statement = new StringBuilder();
        int status = ExitStatus.DONE.code();
        while (true) {
            if (isTerminal) {
                err.print(statement.isEmpty() ? "census> " : "   ...> ");
                err.flush();
            }
            String line = in.readLine();
            if (line != null) {
                statement.append(line).append('\n');
            }
            if (line == null || line.stripTrailing().endsWith(";")) {
                String sql = statement.toString().strip();
                statement.setLength(0);
                status = sql.isEmpty() || sql.equals(";") ? status : attempt(engine, sql, out, err);
            }
            if (line == null) {
                return status;
            }
        }
    }

    /** On JDK 22 to 24 this is true of a pipe too; all it costs there is a prompt on standard error. */
    @SuppressWarnings("SystemConsoleNull")
    private static boolean isTerminal() {
        return System.console() != null;
    }

    private int attempt(Engine engine, String sql, PrintWriter out, PrintWriter err) {
        try {
            answer(engine, sql, out);
            return ExitStatus.DONE.code();
        } catch (EngineException e) {
            err.println(TerminalText.escapeLines(e.getMessage()));
            err.flush();
            return ExitStatus.OUR_ERROR.code();
        }
    }
}
