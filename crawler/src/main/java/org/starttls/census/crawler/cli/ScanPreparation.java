package org.starttls.census.crawler.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.starttls.census.crawler.campaign.CampaignFolder;
import org.starttls.census.crawler.campaign.ExitStatus;
import org.starttls.census.crawler.campaign.JacksonManifest;
import org.starttls.census.crawler.campaign.Manifest;
import org.starttls.census.crawler.campaign.Problem;
import org.starttls.census.crawler.campaign.ScanConfiguration;
import org.starttls.census.crawler.conduct.EhloName;
import org.starttls.census.crawler.conduct.OptOut;
import org.starttls.census.crawler.host.MaxmindOrigins;
import org.starttls.census.crawler.input.DomainList;
import org.starttls.census.crawler.input.InputException;
import org.starttls.census.crawler.input.ListLine;

/**
 * Everything that is checked before the first packet: the list is read once from end to end, the opt-outs, the name we
 * come under, the trust store. What is wrong stops the scan here, with nothing started.
 *
 * @param files the list's files; standard input lies in a file of its own by now
 * @param databases type and build time of each database of addresses, by its name in the manifest
 * @param spooled the file that holds standard input until the campaign has a folder
 */
record ScanPreparation(
        ScanConfiguration configuration,
        String ehloName,
        List<Path> files,
        Optional<Path> spooled,
        Manifest.ListFacts list,
        OptOut optOut,
        List<InetSocketAddress> resolvers,
        Map<String, String> databases) {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final int DNS_PORT = 53;

    /** An IPv4 address, an IPv6 address in brackets, both with or without a port, or an IPv6 address alone. */
    private static final Pattern RESOLVER = Pattern.compile("(?<v4>[0-9]+(?:\\.[0-9]+){3})(?::(?<port4>[0-9]{1,5}))?"
            + "|\\[(?<v6>[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)](?::(?<port6>[0-9]{1,5}))?"
            + "|(?<bare>[0-9A-Fa-f]*:[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*)");

    static ScanPreparation of(ScanConfiguration configuration) {
        return of(configuration, Optional.empty());
    }

    /** Of a campaign that goes on: standard input lies in its folder. */
    static ScanPreparation resumed(ScanConfiguration configuration, CampaignFolder folder) {
        return of(configuration, Optional.of(folder.standardInput()));
    }

    private static ScanPreparation of(ScanConfiguration configuration, Optional<Path> kept) {
        List<InetSocketAddress> resolvers = configuration.resolvers().stream()
                .map(ScanPreparation::resolver)
                .toList();
        OptOut optOut = configuration.optOut().map(ScanPreparation::optOut).orElse(OptOut.none());
        configuration.trustStore().ifPresent(ScanPreparation::checkReadable);
        Map<String, String> databases = new LinkedHashMap<>();
        configuration.asnDb().ifPresent(file -> databases.put("asn_db", database("--asn-db", file)));
        configuration.countryDb().ifPresent(file -> databases.put("country_db", database("--country-db", file)));
        String ehloName = ehloName(configuration);
        Optional<Path> spooled = Optional.empty();
        List<Path> files = new ArrayList<>();
        for (String input : configuration.inputs()) {
            if (!input.equals("-")) {
                files.add(Path.of(input));
            } else if (kept.isPresent()) {
                files.add(kept.get());
            } else {
                spooled = Optional.of(spool());
                files.add(spooled.get());
            }
        }
        Manifest.ListFacts list = read(configuration, files);
        return new ScanPreparation(configuration, ehloName, files, spooled, list, optOut, resolvers, databases);
    }

    /** The campaign's folder: by name under {@code out}, or by path; unnamed, the list's name and the UTC start. */
    Path folder(String campaign, Path out) {
        if (campaign != null) {
            Path path = Path.of(campaign);
            return path.getNameCount() > 1 || path.isAbsolute() ? path : out.resolve(campaign);
        }
        String name = spooled.isPresent() ? "list" : stem(files.get(0));
        return out.resolve(name + "-" + STAMP.format(Clock.systemUTC().instant()));
    }

    private static String stem(Path file) {
        String name = file.getFileName().toString();
        int dot = name.indexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    /** Writes the manifest of a campaign that begins, and what it needs to go on by itself. */
    Manifest begin(CampaignFolder folder) {
        byte[] id = new byte[8];
        new SecureRandom().nextBytes(id);
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("census", Installation.version());
        versions.put("java", System.getProperty("java.version"));
        versions.put("schema", Installation.version());
        versions.putAll(databases);
        try {
            List<String> names = new ArrayList<>();
            for (Path file : files) {
                if (spooled.isPresent() && file.equals(spooled.get())) {
                    Files.createDirectories(folder.standardInput().getParent());
                    Files.move(file, folder.standardInput(), StandardCopyOption.REPLACE_EXISTING);
                    names.add("-");
                } else {
                    names.add(file.toString());
                }
            }
            Manifest manifest = new Manifest(
                    HexFormat.of().formatHex(id),
                    folder.name(),
                    Optional.empty(),
                    Instant.now().truncatedTo(ChronoUnit.MILLIS),
                    configuration.lab(),
                    new Manifest.ListFacts(
                            list.name(), names, list.sha256(), list.lines(), list.admitted(), list.rejected()),
                    new Manifest.Vantage(ehloName, configuration.sourceAddress().orElse(""), ehloName),
                    configuration.resolvers(),
                    stored(),
                    versions,
                    trustStore(folder),
                    optOut.entries(),
                    Map.of(),
                    Map.of());
            JacksonManifest.write(manifest, folder.manifest());
            return manifest;
        } catch (IOException e) {
            throw CampaignFolder.notWritable(folder.root(), e);
        }
    }

    /** Paths absolute, so that the campaign goes on from any folder. */
    private Map<String, String> stored() {
        Map<String, String> stored = new LinkedHashMap<>(configuration.toMap());
        stored.put("ehlo-name", ehloName);
        stored.put(
                "list",
                String.join(
                        "\n",
                        configuration.inputs().stream()
                                .map(input -> input.equals("-")
                                        ? input
                                        : Path.of(input).toAbsolutePath().toString())
                                .toList()));
        stored.computeIfPresent(
                "opt-out", (key, path) -> Path.of(path).toAbsolutePath().toString());
        for (String file : List.of("trust-store", "asn-db", "country-db")) {
            stored.computeIfPresent(
                    file, (key, path) -> Path.of(path).toAbsolutePath().toString());
        }
        return stored;
    }

    private Manifest.TrustStore trustStore(CampaignFolder folder) throws IOException {
        if (configuration.trustStore().isEmpty()) {
            return new Manifest.TrustStore("JDK " + System.getProperty("java.version"), Optional.empty(), "");
        }
        Path given = Path.of(configuration.trustStore().get());
        Files.copy(given, folder.trustStore(), StandardCopyOption.REPLACE_EXISTING);
        return new Manifest.TrustStore(
                given.getFileName().toString(),
                Optional.of(folder.trustStore().getFileName().toString()),
                sha256(List.of(folder.trustStore())));
    }

    /** A campaign goes on with the list it was begun with, or not at all. */
    void checkSameList(Manifest manifest) {
        if (!manifest.list().sha256().equals(list.sha256())) {
            throw new Problem(
                    "C303",
                    ExitStatus.UNREADABLE_INPUT,
                    "the list is not the one this campaign was begun with",
                    "its SHA-256 is " + list.sha256() + ", the manifest has "
                            + manifest.list().sha256(),
                    "nothing was started; what was measured is kept",
                    "put the list back, or begin a new campaign");
        }
    }

    DomainList open() {
        return new DomainList(files, configuration.column(), configuration.limit());
    }

    private static Manifest.ListFacts read(ScanConfiguration configuration, List<Path> files) {
        long lines = 0;
        long admitted = 0;
        Map<String, Long> rejected = new TreeMap<>();
        try (DomainList domains = new DomainList(files, configuration.column(), configuration.limit())) {
            while (domains.hasNext()) {
                ListLine line = domains.next();
                lines++;
                switch (line.kind()) {
                    case ADMITTED -> admitted++;
                    case REJECTED ->
                        rejected.merge(((ListLine.Rejected) line).reason().name(), 1L, Long::sum);
                }
            }
        } catch (InputException e) {
            throw new Problem(
                            "C301",
                            ExitStatus.UNREADABLE_INPUT,
                            "the list cannot be read",
                            e.because(),
                            "nothing was started",
                            e.hint())
                    .causedBy(e);
        }
        if (admitted == 0) {
            throw new Problem(
                    "C302",
                    ExitStatus.UNREADABLE_INPUT,
                    "the list has no usable domain",
                    lines == 0 ? "it is empty" : lines + " lines, rejected as " + rejected,
                    "nothing was started",
                    "one domain a line, or a column of them: census scan LIST --column NAME");
        }
        String name = files.size() == 1 ? files.get(0).getFileName().toString() : files.size() + " files";
        try {
            return new Manifest.ListFacts(
                    name, files.stream().map(Path::toString).toList(), sha256(files), lines, admitted, rejected);
        } catch (IOException e) {
            throw unreadable("the list", e);
        }
    }

    static String sha256(List<Path> files) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[1 << 16];
            for (Path file : files) {
                try (InputStream in = Files.newInputStream(file)) {
                    for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
                        digest.update(buffer, 0, count);
                    }
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static Path spool() {
        try {
            Path file = Files.createTempFile("census-", ".list");
            file.toFile().deleteOnExit();
            Files.copy(System.in, file, StandardCopyOption.REPLACE_EXISTING);
            return file;
        } catch (IOException e) {
            throw unreadable("standard input", e);
        }
    }

    private static OptOut optOut(String file) {
        try {
            return OptOut.parse(Files.readAllLines(Path.of(file)));
        } catch (IllegalArgumentException e) {
            throw new Problem(
                            "C201",
                            ExitStatus.WRONG_CALL,
                            "the opt-out list cannot be understood",
                            file + " " + e.getMessage(),
                            "nothing was started: somebody on it might have been contacted",
                            "one domain, .suffix, address or prefix a line; # begins a comment")
                    .causedBy(e);
        } catch (IOException e) {
            throw new Problem(
                            "C202",
                            ExitStatus.WRONG_CALL,
                            "the opt-out list cannot be read",
                            file + ": " + e,
                            "nothing was started: somebody on it might have been contacted",
                            "check the path and that it is UTF-8 text")
                    .causedBy(e);
        }
    }

    private static String database(String option, String file) {
        try {
            return MaxmindOrigins.describe(Path.of(file));
        } catch (IOException e) {
            throw new Problem(
                            "C207",
                            ExitStatus.WRONG_CALL,
                            option + " cannot be read",
                            file + ": " + e,
                            "nothing was started",
                            "give a file in MaxMind's database format (.mmdb), or leave " + option + " out")
                    .causedBy(e);
        }
    }

    private static void checkReadable(String file) {
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            if (in.read() < 0) {
                throw new IOException("it is empty");
            }
        } catch (IOException e) {
            throw new Problem(
                            "C203",
                            ExitStatus.WRONG_CALL,
                            "the trust store cannot be read",
                            file + ": " + e,
                            "nothing was started",
                            "give a file of certificates in PEM form, or leave --trust-store out")
                    .causedBy(e);
        }
    }

    private static String ehloName(ScanConfiguration configuration) {
        if (configuration.lab()) {
            return configuration.ehloName();
        }
        String name = configuration.ehloName().isEmpty() ? hostName() : configuration.ehloName();
        Optional<EhloName.Fault> fault = EhloName.fault(name, ScanPreparation::addresses);
        if (fault.isPresent()) {
            String because = switch (fault.get()) {
                case NO_HOST_NAME -> "\"" + name + "\" is no host name of several labels";
                case DOES_NOT_RESOLVE -> "\"" + name + "\" has no address";
            };
            throw new Problem(
                    "C204",
                    ExitStatus.WRONG_CALL,
                    "there is no name to come under",
                    because,
                    "nothing was started: who finds us in a log must find out who we are",
                    "give the name whose address this machine sends from: --ehlo-name scanner.example.org");
        }
        return name;
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getCanonicalHostName();
        } catch (UnknownHostException e) {
            return "";
        }
    }

    private static List<String> addresses(String name) {
        try {
            return Arrays.stream(InetAddress.getAllByName(name))
                    .map(InetAddress::getHostAddress)
                    .toList();
        } catch (UnknownHostException e) {
            return List.of();
        }
    }

    private static InetSocketAddress resolver(String text) {
        Matcher parts = RESOLVER.matcher(text);
        try {
            if (!parts.matches()) {
                throw new IllegalArgumentException("no literal address with or without a port");
            }
            String address = Stream.of("v4", "v6", "bare")
                    .map(parts::group)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElseThrow();
            int port = Stream.of("port4", "port6")
                    .map(parts::group)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .map(Integer::parseInt)
                    .orElse(DNS_PORT);
            return new InetSocketAddress(InetAddress.getByName(address), port);
        } catch (UnknownHostException | IllegalArgumentException e) {
            throw new Problem(
                            "C205",
                            ExitStatus.WRONG_CALL,
                            "--resolver is no address",
                            text + ": " + e.getMessage(),
                            "nothing was started",
                            "--resolver 127.0.0.1, --resolver 127.0.0.1:5353 or --resolver [::1]:53")
                    .causedBy(e);
        }
    }

    private static Problem unreadable(String what, IOException cause) {
        return new Problem(
                        "C301",
                        ExitStatus.UNREADABLE_INPUT,
                        what + " cannot be read",
                        cause.toString(),
                        "nothing was started",
                        "check the path and its permissions")
                .causedBy(cause);
    }
}
