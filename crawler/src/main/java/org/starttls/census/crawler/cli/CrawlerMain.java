package org.starttls.census.crawler.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.starttls.census.crawler.probe.tls.NettyTls;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Entry of the crawler's commands. The launcher calls it with the command as first argument. */
@Command(
        name = "census",
        mixinStandardHelpOptions = true,
        description = "Measures which mail servers of a list of domains speak STARTTLS, and how well.",
        subcommands = {ScanCommand.class, StatusCommand.class, DemoCommand.class},
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:done, everything accounted for",
            "1:an error of our own, with its id",
            "2:wrong call or configuration; nothing was started",
            "3:the list cannot be read, or has no usable domain",
            "4:something we depend on is not there; what was measured is kept, --resume goes on",
            "5:the vantage point cannot measure",
            "6:finished, but the books do not balance: a bug of ours",
            "130, 143:interrupted; what was measured is kept, --resume goes on"
        })
public final class CrawlerMain {
    private CrawlerMain() {}

    public static void main(String[] args) {
        Locale.setDefault(Locale.ROOT);
        NettyTls.openOldProtocols();
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(run(out, err, args));
    }

    /** Runs one command and answers its exit status. */
    static int run(PrintWriter out, PrintWriter err, String... args) {
        ProblemPrinter problems = new ProblemPrinter();
        return new CommandLine(new CrawlerMain())
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(problems)
                .setParameterExceptionHandler(problems)
                .execute(args);
    }
}
