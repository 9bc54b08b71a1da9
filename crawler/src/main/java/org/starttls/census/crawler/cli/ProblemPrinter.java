package org.starttls.census.crawler.cli;

import java.io.PrintWriter;
import java.util.Arrays;
import org.starttls.census.crawler.campaign.ExitStatus;
import org.starttls.census.crawler.campaign.Problem;
import org.starttls.census.crawler.observe.TerminalText;
import org.starttls.census.crawler.stream.PipelineException;
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
                "C001",
                ExitStatus.WRONG_CALL,
                "the command was not understood",
                failure.getMessage(),
                "nothing was started",
                "see: " + command.getCommandSpec().qualifiedName() + " --help");
        return print(problem, command, args);
    }

    private static Problem problem(Exception failure) {
        if (failure instanceof Problem known) {
            return known;
        }
        if (failure instanceof PipelineException stopped) {
            return ofPipeline(stopped);
        }
        return new Problem(
                "C999",
                ExitStatus.OWN_FAULT,
                "an error of our own",
                failure.toString(),
                "the command did not finish; what was recorded is kept",
                "report this as a bug, with this text; a scan goes on with: census scan --resume CAMPAIGN");
    }

    private static Problem ofPipeline(PipelineException stopped) {
        String because = stopped.getMessage() + (stopped.getCause() == null ? "" : ": " + stopped.getCause());
        if (stopped instanceof PipelineException.ListUnreadable) {
            return new Problem(
                    "C301",
                    ExitStatus.UNREADABLE_INPUT,
                    "the list cannot be read to its end",
                    because,
                    "what was measured so far is kept",
                    "mend the list, then: census scan --resume CAMPAIGN");
        }
        if (stopped instanceof PipelineException.ResumeLater) {
            return new Problem(
                    "C401",
                    ExitStatus.DEPENDENCY_MISSING,
                    "something the scan depends on is gone",
                    because,
                    "what was measured so far is kept",
                    "put it right, then: census scan --resume CAMPAIGN");
        }
        if (stopped instanceof PipelineException.Unbalanced) {
            return new Problem(
                    "C601",
                    ExitStatus.UNBALANCED,
                    "the books do not balance",
                    because,
                    "the tables are in place, but a figure of them may be wrong",
                    "this is a bug of ours: report it, with the campaign's manifest.json");
        }
        return new Problem(
                "C998",
                ExitStatus.OWN_FAULT,
                "the scan stopped by a fault of our own",
                because,
                "what was measured so far is kept",
                "report this as a bug; then: census scan --resume CAMPAIGN");
    }

    private static int print(Problem problem, CommandLine command, String[] args) {
        if (Arrays.asList(args).contains("--json")) {
            command.getOut().println(JacksonMessages.problem(problem));
            command.getOut().flush();
        } else {
            PrintWriter err = command.getErr();
            err.println("error " + problem.id() + ": " + TerminalText.escape(problem.what()));
            err.println("because: " + TerminalText.escape(problem.because()));
            err.println("effect:  " + TerminalText.escape(problem.effect()));
            err.println("hint:    " + TerminalText.escape(problem.hint()));
            if (System.getenv("CENSUS_DEBUG") != null) {
                problem.printStackTrace(err);
            }
            err.flush();
        }
        return problem.exitStatus().status();
    }
}
