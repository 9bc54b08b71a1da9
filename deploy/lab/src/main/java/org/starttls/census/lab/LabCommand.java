package org.starttls.census.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.starttls.census.lab.ledger.JacksonComparison;
import org.starttls.census.lab.plan.ListedDomains;
import org.starttls.census.lab.play.TranscriptLab;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code census lab}. */
@Command(
        name = "lab",
        mixinStandardHelpOptions = true,
        description = {
            "Plays the Internet for a list: DNS and mail servers on loopback, with the faults that papers report.",
            "Prints one JSON line when ready; ends at the end of its standard input or on SIGTERM."
        })
final class LabCommand implements Callable<Integer> {
    private static final int DONE = 0;
    private static final int FOUND_SOMETHING = 1;
    private static final int WRONG_INPUT = 3;
    private static final int MISSING_NEED = 4;

    @Spec
    private CommandSpec spec;

    @Option(names = "--domains", paramLabel = "LIST", description = "the domains to play for: lines, or rank,domain")
    private Path domains;

    @Option(names = "--seed", defaultValue = "1", description = "same seed, same world (default: 1)")
    private long seed;

    @Option(names = "--truth", paramLabel = "FILE", description = "where to write what is planted (JSON)")
    private Path truth;

    @Option(names = "--contacts", paramLabel = "FILE", description = "where to write who came (JSON lines)")
    private Optional<Path> contacts = Optional.empty();

    @Override
    public Integer call() throws InterruptedException {
        if (domains == null || truth == null) {
            throw new ParameterException(spec.commandLine(), "census lab needs --domains LIST and --truth FILE");
        }
        ListedDomains list;
        try {
            list = ListedDomains.read(domains);
        } catch (IOException e) {
            return fail("cannot read " + domains + ": " + e, WRONG_INPUT);
        }
        if (list.domains().isEmpty()) {
            return fail(domains + " has no usable domain", WRONG_INPUT);
        }
        try (Lab lab = Lab.start(new Lab.Settings(list, seed, truth, contacts))) {
            await(lab.readyLine(), lab::close);
            return DONE;
        } catch (IOException e) {
            return fail("the lab cannot go on: " + e, MISSING_NEED);
        }
    }

    @Command(
            name = "compare",
            mixinStandardHelpOptions = true,
            description = "Sets a report beside what was planted; status 1 if a figure differs.")
    int compare(
            @Parameters(paramLabel = "TRUTH", description = "truth.json of a lab") Path truthFile,
            @Parameters(paramLabel = "REPORT", description = "report.json of a campaign in that lab") Path report) {
        try {
            JacksonComparison comparison = JacksonComparison.read(truthFile, report);
            comparison.print(System.out);
            return comparison.differences() == 0 ? DONE : FOUND_SOMETHING;
        } catch (IOException e) {
            return fail("cannot compare: " + e, WRONG_INPUT);
        }
    }

    @Command(
            name = "play",
            mixinStandardHelpOptions = true,
            description = {
                "Plays one mail server for each transcript (*.smtp) of the folders, with the zones that lead to them.",
                "Prints one JSON line when ready; ends at the end of its standard input or on SIGTERM."
            })
    int play(
            @Parameters(paramLabel = "FOLDER", arity = "1..*", description = "folders of transcripts")
                    List<Path> folders,
            @Option(
                            names = "--work",
                            paramLabel = "DIR",
                            required = true,
                            description = "where to write domains.csv and trust-store.pem")
                    Path work) {
        try (TranscriptLab lab = TranscriptLab.start(folders, Files.createDirectories(work), session -> {})) {
            await(lab.readyLine(), lab::close);
            return DONE;
        } catch (IllegalArgumentException e) {
            return fail("cannot play " + e.getMessage(), WRONG_INPUT);
        } catch (IOException e) {
            return fail("the lab cannot go on: " + e, MISSING_NEED);
        }
    }

    /** Says that all is ready, and lasts as long as standard input. */
    private void await(String readyLine, Runnable close) throws IOException {
        spec.commandLine().getOut().println(readyLine);
        spec.commandLine().getOut().flush();
        Runtime.getRuntime().addShutdownHook(new Thread(close, "lab-shutdown"));
        while (System.in.read() >= 0) {
            // What is said is of no interest, only that it ends.
        }
    }

    private int fail(String text, int status) {
        spec.commandLine().getErr().println("error: " + text);
        return status;
    }
}
