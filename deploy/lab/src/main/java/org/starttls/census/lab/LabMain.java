package org.starttls.census.lab;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Entry of the lab's process. */
@Command(
        name = "census",
        subcommands = LabCommand.class,
        synopsisSubcommandLabel = "lab",
        description = "STARTTLS Census: the lab")
public final class LabMain {
    private LabMain() {}

    public static void main(String[] args) {
        System.exit(run(args));
    }

    static int run(String... args) {
        return new CommandLine(new LabMain()).execute(args);
    }
}
