package org.starttls.census.crawler.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.starttls.census.crawler.campaign.ExitStatus;
import org.starttls.census.crawler.campaign.Problem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code demo}: the lab, a scan of it and its report, in one go. Nothing leaves this machine. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description =
                "Starts the lab (a laptop Internet on loopback), scans it and writes the report. Sends nothing to the Internet.",
        footerHeading = "%nExamples:%n",
        footer = {"  census demo", "  census demo --domains domains.txt --out /tmp/demo"})
final class DemoCommand implements Callable<Integer> {
    /** The list played if the user names none. */
    private static final String LIST = "demo-domains.csv";

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--domains",
            paramLabel = "LIST",
            description = "Domains that the lab plays (default: 1,000 invented ones).")
    private Path domains;

    @Option(names = "--seed", defaultValue = "1", description = "Seed of the lab's world (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where the campaign goes (default: a new temporary folder).")
    private Path out;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter print = spec.commandLine().getOut();
        Path folder = out != null ? Files.createDirectories(out) : Files.createTempDirectory("census-demo-");
        Path list = domains != null ? domains : writeList(folder);
        Path truth = folder.resolve("truth.json");
        Installation installation = Installation.here();
        Process lab = installation
                .command(List.of(
                        "lab",
                        "--domains",
                        list.toString(),
                        "--seed",
                        Long.toString(seed),
                        "--truth",
                        truth.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            JacksonMessages.LabReady ready = ready(lab);
            print.println("the lab plays " + list + "; what it planted: " + truth);
            Path campaign = folder.resolve("demo");
            List<String> scan = new ArrayList<>(List.of(
                    "scan",
                    list.toString(),
                    "--lab",
                    "--campaign",
                    campaign.toAbsolutePath().toString(),
                    "--resolver",
                    ready.resolver(),
                    "--port",
                    Integer.toString(ready.smtpPort()),
                    "--trust-store",
                    ready.trustStore(),
                    "--report"));
            int status = installation.run(scan, Installation.Output.SHOWN);
            if (status == 0) {
                print.println("planted      " + truth + "; to compare: census lab compare " + truth + " "
                        + campaign.resolve("report").resolve("report.json"));
            }
            return status;
        } finally {
            stop(lab);
        }
    }

    private static Path writeList(Path folder) throws IOException {
        Path list = folder.resolve(LIST);
        try (InputStream resource = DemoCommand.class.getResourceAsStream(LIST)) {
            Files.copy(resource, list, StandardCopyOption.REPLACE_EXISTING);
        }
        return list;
    }

    private static JacksonMessages.LabReady ready(Process lab) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(lab.getInputStream(), StandardCharsets.UTF_8));
        String line = lines.readLine();
        if (line == null) {
            throw new Problem(
                    "C402",
                    ExitStatus.DEPENDENCY_MISSING,
                    "the lab did not start",
                    "it ended before it was ready; its words are above",
                    "nothing was scanned",
                    "try it alone: census lab --domains LIST --truth truth.json");
        }
        return JacksonMessages.labReady(line);
    }

    /** The lab ends at the end of its standard input. */
    private static void stop(Process lab) throws IOException, InterruptedException {
        lab.getOutputStream().close();
        if (!lab.waitFor(10, TimeUnit.SECONDS)) {
            lab.destroyForcibly();
        }
    }
}
