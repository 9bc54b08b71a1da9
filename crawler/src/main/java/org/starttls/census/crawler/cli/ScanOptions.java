package org.starttls.census.crawler.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.starttls.census.crawler.campaign.Durations;
import org.starttls.census.crawler.campaign.ExitStatus;
import org.starttls.census.crawler.campaign.Problem;
import org.starttls.census.crawler.campaign.ScanConfiguration;
import org.starttls.census.crawler.stream.PipelineSettings;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options of {@code scan} that describe the campaign. Defaults are safe for the real Internet. */
final class ScanOptions {
    /** TCP port of SMTP between servers. Source: RFC 5321 s4.5.4.2. */
    private static final String DEFAULT_PORT = "25";

    /**
     * Sessions at a time where servers and we share two cores: at some 3 ms a session all of them end within a fifth of a
     * step's 5 s, so that none waits too long for its turn.
     */
    private static final int LAB_CONCURRENCY = 256;

    @Parameters(
            arity = "0..*",
            paramLabel = "LIST",
            description =
                    "The list: files, or - for standard input. Lines, CSV or TSV, with or without rank and heading, plain, .gz or .zst; zone files.")
    private List<String> inputs = new ArrayList<>();

    @Option(
            names = "--column",
            paramLabel = "NAME",
            description = "Heading or number (from 1) of the column that holds the domain.")
    private String column;

    @Option(
            names = "--resolver",
            paramLabel = "ADDR[:PORT]",
            description = "A recursive resolver next to this machine; repeatable (default: 127.0.0.1:53).")
    private List<String> resolvers = new ArrayList<>();

    @Option(
            names = "--port",
            defaultValue = DEFAULT_PORT,
            description = "TCP port of the mail servers (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--ehlo-name",
            paramLabel = "NAME",
            description = "This machine's true name in DNS, given with EHLO (default: its host name, if it resolves).")
    private String ehloName;

    @Option(names = "--source-address", paramLabel = "ADDR", description = "Address to connect from.")
    private String sourceAddress;

    @Option(
            names = "--concurrency",
            paramLabel = "N",
            description =
                    "Sessions at a time, to different addresses (default: 2000; 256 in the lab, whose servers share this machine).")
    private Integer concurrency;

    @Option(
            names = "--opt-out",
            paramLabel = "FILE",
            description = "Domains, host suffixes and prefixes to leave alone.")
    private Path optOut;

    @Option(
            names = "--contacts-per-address",
            defaultValue = "20",
            description = "Contacts of one address in the campaign, whatever the names (default: ${DEFAULT-VALUE}).")
    private int contactsPerAddress;

    @Option(
            names = "--spacing",
            paramLabel = "TIME",
            description = "Time between two contacts of one address (default: 10s; none in the lab).")
    private String spacing;

    @Option(
            names = "--blind-starttls",
            paramLabel = "on|off",
            defaultValue = "on",
            description =
                    "Send STARTTLS once at the end of a session that did not offer it (default: ${DEFAULT-VALUE}).")
    private String blindStarttls;

    @Option(
            names = "--legacy-tls",
            paramLabel = "on|off",
            defaultValue = "on",
            description =
                    "After a failed handshake come once more with old protocols and ciphers (default: ${DEFAULT-VALUE}).")
    private String legacyTls;

    @Option(
            names = "--post-quantum",
            paramLabel = "on|off",
            defaultValue = "on",
            description =
                    "Offer the hybrid key exchange X25519MLKEM768 beside the classic ones (default: ${DEFAULT-VALUE}).")
    private String postQuantum;

    @Option(
            names = "--policy-records",
            paramLabel = "on|off",
            defaultValue = "on",
            description =
                    "Look up the records of MTA-STS and TLSRPT too, two queries a domain (default: ${DEFAULT-VALUE}).")
    private String policyRecords;

    @Option(
            names = "--trust-store",
            paramLabel = "FILE",
            description = "Trust anchors, PEM (default: those of the JDK).")
    private Path trustStore;

    @Option(
            names = "--asn-db",
            paramLabel = "FILE",
            description = "Autonomous systems of addresses, in MaxMind's database format (.mmdb).")
    private Path asnDb;

    @Option(
            names = "--country-db",
            paramLabel = "FILE",
            description = "Countries of addresses, in MaxMind's database format (.mmdb).")
    private Path countryDb;

    @Option(
            names = "--lab",
            description =
                    "The list is played by census lab: only 127.0.0.0/8 is contacted, with short limits and no spacing.")
    private boolean lab;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "0",
            description = "Admit N domains at most (default: all).")
    private long limit;

    List<String> inputs() {
        return List.copyOf(inputs);
    }

    ScanConfiguration configuration() {
        if (inputs.isEmpty()) {
            throw wrong("there is no list", "scan was called without LIST", "name a file, or - for standard input");
        }
        if (port < 1 || port > 65_535) {
            throw wrong("--port is no port", port + " is outside 1 to 65535", "the port of SMTP is 25");
        }
        int sessions =
                concurrency != null ? concurrency : lab ? LAB_CONCURRENCY : PipelineSettings.DEFAULT_MAX_IN_FLIGHT;
        if (sessions < 1 || sessions > 50_000) {
            throw wrong("--concurrency is out of range", sessions + " is outside 1 to 50000", "2000 is the default");
        }
        if (contactsPerAddress < 1 || contactsPerAddress > 1_000) {
            throw wrong(
                    "--contacts-per-address is out of range",
                    contactsPerAddress + " is outside 1 to 1000",
                    "20 is the default");
        }
        return new ScanConfiguration(
                inputs,
                Optional.ofNullable(column),
                resolvers.isEmpty() ? List.of("127.0.0.1:53") : resolvers,
                port,
                ehloName != null ? ehloName : lab ? "scanner.lab.invalid" : "",
                Optional.ofNullable(sourceAddress),
                sessions,
                Optional.ofNullable(optOut).map(Path::toString),
                contactsPerAddress,
                duration(spacing != null ? spacing : lab ? "0s" : "10s"),
                new ScanConfiguration.Switches(
                        onOff("--blind-starttls", blindStarttls),
                        onOff("--legacy-tls", legacyTls),
                        onOff("--post-quantum", postQuantum),
                        onOff("--policy-records", policyRecords)),
                Optional.ofNullable(trustStore).map(Path::toString),
                Optional.ofNullable(asnDb).map(Path::toString),
                Optional.ofNullable(countryDb).map(Path::toString),
                lab,
                limit);
    }

    /**
     * The configuration of a campaign that goes on: the manifest's, with what may change from now on.
     *
     * @param given names of the options on the command line
     */
    ScanConfiguration resumed(Map<String, String> stored, List<String> given) {
        Map<String, String> configuration = new LinkedHashMap<>(stored);
        List<String> refused = new ArrayList<>();
        for (String option : given) {
            switch (option) {
                case "--concurrency" -> configuration.put("concurrency", concurrency.toString());
                case "--resolver" -> configuration.put("resolver", String.join(",", resolvers));
                case "--opt-out" -> configuration.put("opt-out", optOut.toString());
                case "--resume", "--report", "--json", "--quiet", "--out", "--print-config" -> {}
                default ->
                    refused.add(
                            option + " (stored: " + configuration.getOrDefault(option.substring(2), "not set") + ")");
            }
        }
        if (!inputs.isEmpty()) {
            refused.add("LIST " + String.join(" ", inputs) + " (stored: " + configuration.get("list") + ")");
        }
        if (!refused.isEmpty()) {
            throw wrong(
                    "a campaign goes on as it was begun",
                    "given beside --resume: " + String.join(", ", refused),
                    "leave these out; --concurrency, --resolver and --opt-out may change");
        }
        return ScanConfiguration.fromMap(configuration);
    }

    private static java.time.Duration duration(String text) {
        try {
            return Durations.parse(text);
        } catch (IllegalArgumentException e) {
            throw wrong("--spacing is no duration", e.getMessage(), "10s is the default")
                    .causedBy(e);
        }
    }

    private static boolean onOff(String option, String text) {
        return switch (text) {
            case "on" -> true;
            case "off" -> false;
            default -> throw wrong(option + " is neither on nor off", "it is \"" + text + "\"", option + " on");
        };
    }

    private static Problem wrong(String what, String because, String hint) {
        return new Problem("C002", ExitStatus.WRONG_CALL, what, because, "nothing was started", hint);
    }
}
