package org.starttls.census.lab.play;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.starttls.census.lab.plan.CertificatePlan;
import org.starttls.census.lab.plan.KeyKind;
import org.starttls.census.lab.plan.PlannedMx;
import org.starttls.census.lab.plan.RoutePlan;

/**
 * How one mail server behaves, from a transcript. The file's name without its ending names domain and host.
 *
 * <p>Heads that matter here, beside those that say what a client must record: {@code # mx: 10 HOST, 20 HOST} (default: the
 * server itself), {@code # route: ROUTE}, {@code # more-mx: N} and {@code # more-addresses: N} (that lead nowhere), {@code # aliases: NAME, NAME} (that the host leads over, itself for a loop), {@code # rebinds: yes}, {@code # certificate: PLAN}, {@code # proxy: TAMPERING}, {@code # alternates: NAME}
 * (every second connection follows that other transcript, as behind a load balancer). Then {@code S: line} (with
 * CRLF), {@code C: line} (any line is taken), {@code !send bytes}, {@code !repeat N text}, {@code !lines N text},
 * {@code !drip MILLIS bytes}, {@code !wait MILLIS}, {@code !close}, {@code !close-notify}, {@code !reset}, {@code !stall},
 * {@code !hello}, {@code !hello-at-most BYTES} (closes on a longer one), {@code !tls PROTOCOL ec|rsa [need-client-certificate|SUITE]}, {@code !tls-alert N},
 * {@code !shake-again N}, {@code !not-tls bytes}; {@code \xNN} is a byte.
 *
 * @param name a DNS label
 * @param mx empty: the server itself, preference 10
 */
record Behaviour(
        String name,
        RoutePlan route,
        List<PlannedMx> mx,
        HostileZone zone,
        CertificatePlan certificate,
        Optional<Tampering> proxy,
        Optional<String> alternates,
        List<Step> steps) {
    private static final String ENDING = ".smtp";

    Behaviour {
        Objects.requireNonNull(name);
        Objects.requireNonNull(route);
        mx = List.copyOf(mx);
        Objects.requireNonNull(zone);
        Objects.requireNonNull(certificate);
        Objects.requireNonNull(proxy);
        Objects.requireNonNull(alternates);
        steps = List.copyOf(steps);
    }

    /** The domain whose mail the server takes. */
    String domain() {
        return name + ".test";
    }

    String host() {
        return route == RoutePlan.ADDRESS_ONLY ? domain() : "mx." + domain();
    }

    /**
     * Every transcript of a folder, by name.
     *
     * @throws IllegalArgumentException naming file and line, if one cannot be read
     */
    static List<Behaviour> of(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(file -> file.toString().endsWith(ENDING))
                    .sorted()
                    .toList();
        }
        List<Behaviour> behaviours = new ArrayList<>();
        for (Path file : files) {
            behaviours.add(read(file));
        }
        return behaviours;
    }

    static Behaviour read(Path file) throws IOException {
        Map<String, String> head = new HashMap<>();
        List<Step> steps = new ArrayList<>();
        StringBuilder segment = new StringBuilder();
        int number = 0;
        for (String line : Files.readAllLines(file, StandardCharsets.US_ASCII)) {
            number++;
            try {
                if (line.startsWith("# ")) {
                    String[] parts = line.substring(2).split(":", 2);
                    head.putIfAbsent(parts[0], parts[1].strip());
                } else if (!takeBytes(line, segment)) {
                    flush(segment, steps);
                    steps.add(step(line));
                }
            } catch (RuntimeException e) {
                throw new IllegalArgumentException(file + ", line " + number + ": " + line, e);
            }
        }
        flush(segment, steps);
        String fileName = file.getFileName().toString();
        return new Behaviour(
                fileName.substring(0, fileName.length() - ENDING.length()),
                RoutePlan.valueOf(head.getOrDefault("route", "MX")),
                mx(head.get("mx")),
                HostileZone.of(head),
                CertificatePlan.valueOf(head.getOrDefault("certificate", "GOOD")),
                Optional.ofNullable(head.get("proxy")).map(Tampering::valueOf),
                Optional.ofNullable(head.get("alternates")),
                steps);
    }

    private static void flush(StringBuilder segment, List<Step> steps) {
        if (segment.length() > 0) {
            steps.add(new Step.Send(segment.toString()));
            segment.setLength(0);
        }
    }

    /** What goes out in one segment with what stands before it. */
    private static boolean takeBytes(String line, StringBuilder segment) {
        if (line.startsWith("S: ")) {
            segment.append(bytes(line.substring(3) + "\\x0d\\x0a"));
            return true;
        }
        String[] words = line.split(" ", 3);
        switch (words[0]) {
            case "!send", "!not-tls" -> segment.append(bytes(line.substring(words[0].length() + 1)));
            case "!repeat" -> segment.append(bytes(words[2].repeat(Integer.parseInt(words[1]))));
            case "!lines" -> segment.append(bytes((words[2] + "\\x0d\\x0a").repeat(Integer.parseInt(words[1]))));
            default -> {
                return false;
            }
        }
        return true;
    }

    private static Step step(String line) {
        if (line.startsWith("C: ")) {
            return new Step.Command();
        }
        String[] words = line.split(" ", 4);
        return switch (words[0]) {
            case "!drip" -> new Step.Drip(millis(words[1]), bytes(line.split(" ", 3)[2]));
            case "!wait" -> new Step.Wait(millis(words[1]));
            case "!close" -> new Step.Close();
            case "!close-notify" -> new Step.CloseNotify();
            case "!reset" -> new Step.Reset();
            case "!stall" -> new Step.Stall();
            case "!hello" -> new Step.Hello();
            case "!hello-at-most" -> new Step.HelloAtMost(Integer.parseInt(words[1]));
            case "!tls-alert" -> new Step.Alert(Integer.parseInt(words[1]));
            case "!tls" -> handshake(words);
            case "!shake-again" -> new Step.ShakeAgain(Integer.parseInt(words[1]));
            default -> throw new IllegalArgumentException("no step is called " + words[0]);
        };
    }

    private static Step handshake(String[] words) {
        String extra = words.length > 3 ? words[3] : "";
        return new Step.Handshake(
                words[1],
                words[2].toLowerCase(Locale.ROOT).equals("rsa") ? KeyKind.RSA : KeyKind.ECDSA,
                extra.equals("need-client-certificate"),
                Optional.of(extra).filter(suite -> suite.startsWith("TLS_")));
    }

    private static Duration millis(String word) {
        return Duration.ofMillis(Long.parseLong(word));
    }

    private static List<PlannedMx> mx(String text) {
        if (text == null) {
            return List.of();
        }
        return Stream.of(text.split(","))
                .map(record -> record.strip().split(" "))
                .map(words -> new PlannedMx(Integer.parseInt(words[0]), words[1]))
                .toList();
    }

    private static String bytes(String escaped) {
        StringBuilder bytes = new StringBuilder(escaped.length());
        for (int i = 0; i < escaped.length(); i++) {
            if (escaped.startsWith("\\x", i)) {
                bytes.append((char) Integer.parseInt(escaped.substring(i + 2, i + 4), 16));
                i += 3;
            } else {
                bytes.append(escaped.charAt(i));
            }
        }
        return bytes.toString();
    }
}
