package org.starttls.census.analyzer.cli;

import java.io.PrintWriter;
import java.util.Arrays;
import org.starttls.census.analyzer.campaign.ExitStatus;
import org.starttls.census.analyzer.campaign.Problem;
import org.starttls.census.analyzer.campaign.ProblemException;
import org.starttls.census.analyzer.engine.EngineException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The one place where a command's failure becomes lines on a terminal, or an object for a script, and an exit status. */
final class ProblemPrinter implements IExecutionExceptionHandler, IParameterExceptionHandler {
    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        return print(problem(failure), command, parsed.originalArgs().toArray(String[]::new));
    }

    @Override
    public int handleParseException(ParameterException failure, String[] args) {
        CommandLine command = failure.getCommandLine();
        Problem problem = new Problem(
                "A002",
                ExitStatus.WRONG_CALL,
                "the command was not understood",
                failure.getMessage(),
                "nothing was started",
                "see: " + command.getCommandSpec().qualifiedName() + " --help");
        return print(problem, command, args);
    }

    private static Problem problem(Exception failure) {
        if (failure instanceof ProblemException known) {
            return known.problem();
        }
        if (failure instanceof EngineException) {
            return new Problem(
                    "A005",
                    ExitStatus.OUR_ERROR,
                    "a query failed",
                    String.valueOf(failure.getMessage()),
                    "the answer is incomplete and was not written",
                    "a query of yours: mend it. One of ours: report this as a bug, with the text above");
        }
        return new Problem(
                "A999",
                ExitStatus.OUR_ERROR,
                "an error of our own",
                failure.toString(),
                "the command did not finish; the campaign is as it was",
                "report this as a bug, with the output of the same command under CENSUS_DEBUG=1");
    }

    private static int print(Problem problem, CommandLine command, String[] args) {
        boolean json = Arrays.asList(args).contains("--json");
        if (json) {
            command.getOut().println(JacksonProblem.json(problem));
            command.getOut().flush();
        } else {
            PrintWriter err = command.getErr();
            err.println("error " + problem.id() + ": " + TerminalText.escape(problem.what()));
            err.println("because: " + TerminalText.escape(problem.because()));
            err.println("effect:  " + TerminalText.escape(problem.effect()));
            err.println("hint:    " + TerminalText.escape(problem.hint()));
            err.flush();
        }
        return problem.status().code();
    }
}
