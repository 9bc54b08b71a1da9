package org.starttls.census.crawler.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.starttls.census.crawler.campaign.ExitStatus;
import org.starttls.census.crawler.campaign.Problem;

/**
 * Where the program lies, and how it starts its other parts.
 *
 * @param home the folder of the launcher, system property {@code census.home}
 */
record Installation(Path home) {
    static Installation here() {
        String home = System.getProperty("census.home");
        if (home == null) {
            throw new Problem(
                    "C003",
                    ExitStatus.WRONG_CALL,
                    "the program does not know where it lies",
                    "the system property census.home is not set",
                    "nothing was started",
                    "start it by the launcher: ./census scan LIST");
        }
        return new Installation(Path.of(home));
    }

    static String version() {
        return System.getProperty("census.version", "unknown");
    }

    /** A command of census in a process of its own; streams and folder are the caller's to set. */
    ProcessBuilder command(List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(home.resolve("census").toString());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("CENSUS_NO_BUILD", "1");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return builder;
    }

    /** Where the standard output of another command goes; its standard error goes where ours goes. */
    enum Output {
        SHOWN,
        DISCARDED
    }

    /** Runs a command of census to its end. */
    int run(List<String> arguments, Output output) throws IOException, InterruptedException {
        ProcessBuilder builder = command(arguments).inheritIO();
        if (output == Output.DISCARDED) {
            builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        }
        return builder.start().waitFor();
    }
}
