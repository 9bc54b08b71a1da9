package org.starttls.census.crawler.probe.dialogue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A transcript with its expectation, from {@code src/test/resources/transcripts}: what drives the pure dialogue and a
 * scripted server alike.
 *
 * <p>Head: {@code # provenance:}, {@code # expect: STAGE ENDING [DETAIL]}, and what else is to be asserted. Then
 * {@code S: line} (with CRLF), {@code C: line}, {@code !send bytes} (no CRLF), {@code !repeat N text}, {@code !lines N
 * text}, {@code !close}, {@code !close-notify} (TLS only, TCP stays), {@code !reset}, {@code !stall}, {@code !hello} (a ClientHello is due), {@code !tls PROTOCOL
 * KEY [need-client-certificate|SUITE]}, {@code !tls-alert N}, {@code !not-tls bytes}. What is sent between two steps of the client goes out in one
 * segment.
 */
public record TranscriptFile(String name, Map<String, String> head, List<Step> steps) {
    /** One step of the peer; bytes before it are in SEND steps. */
    public record Step(What what, String argument, byte[] bytes) {}

    /** What a step is. */
    public enum What {
        SEND,
        COMMAND,
        CLOSE,
        CLOSE_NOTIFY,
        RESET,
        STALL,
        HELLO,
        TLS,
        TLS_ALERT,
        NOT_TLS
    }

    public static List<TranscriptFile> all() {
        try (Stream<Path> files = Files.list(folder())) {
            return files.sorted().map(TranscriptFile::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static TranscriptFile load(String name) {
        return read(folder().resolve(name));
    }

    public BlindStarttls blindStarttls() {
        return head.getOrDefault("blind", "on").equals("off") ? BlindStarttls.OFF : BlindStarttls.ON;
    }

    public Optional<String> asserted(String what) {
        return Optional.ofNullable(head.get(what));
    }

    /** An ending in the words of a transcript's head. */
    public static String inWords(DialogueStage stage, Ending ending) {
        String detail = switch (ending.kind()) {
            case REJECTED -> " " + ((Ending.Rejected) ending).reply().code();
            case MISBEHAVED -> " " + ((Ending.Misbehaved) ending).misbehaviour();
            case ALERTED -> " " + ((Ending.Alerted) ending).alert().number();
            case COMPLETED, NOT_OFFERED, UNREACHABLE, TIMED_OUT, DISCONNECTED, SKIPPED, LOCAL_FAULT -> "";
        };
        return stage + " " + ending.kind() + detail;
    }

    @Override
    public String toString() {
        return name;
    }

    private static Path folder() {
        try {
            return Path.of(TranscriptFile.class.getResource("/transcripts").toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static TranscriptFile read(Path file) {
        Map<String, String> head = new HashMap<>();
        List<Step> steps = new ArrayList<>();
        ByteArrayOutputStream segment = new ByteArrayOutputStream();
        for (String line : lines(file)) {
            if (line.startsWith("# ")) {
                head.put(
                        line.substring(2, line.indexOf(':')),
                        line.substring(line.indexOf(':') + 1).strip());
            } else if (line.startsWith("S: ")) {
                segment.writeBytes(bytes(line.substring(3) + "\\x0d\\x0a"));
            } else if (line.startsWith("!send ")) {
                segment.writeBytes(bytes(line.substring(6)));
            } else if (line.startsWith("!repeat ") || line.startsWith("!lines ")) {
                String[] words = line.split(" ", 3);
                String end = words[0].equals("!lines") ? "\\x0d\\x0a" : "";
                segment.writeBytes(bytes((words[2] + end).repeat(Integer.parseInt(words[1]))));
            } else {
                if (segment.size() > 0) {
                    steps.add(new Step(What.SEND, "", segment.toByteArray()));
                    segment.reset();
                }
                steps.add(step(line));
            }
        }
        if (segment.size() > 0) {
            steps.add(new Step(What.SEND, "", segment.toByteArray()));
        }
        return new TranscriptFile(file.getFileName().toString(), head, steps);
    }

    private static Step step(String line) {
        if (line.startsWith("C: ")) {
            return new Step(What.COMMAND, line.substring(3), new byte[0]);
        }
        String[] words = line.substring(1).split(" ", 2);
        String argument = words.length > 1 ? words[1] : "";
        What what = What.valueOf(words[0].toUpperCase(java.util.Locale.ROOT).replace('-', '_'));
        return new Step(what, argument, bytes(argument));
    }

    private static byte[] bytes(String escaped) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(escaped.length());
        for (int i = 0; i < escaped.length(); i++) {
            if (escaped.startsWith("\\x", i)) {
                bytes.write(Integer.parseInt(escaped.substring(i + 2, i + 4), 16));
                i += 3;
            } else {
                bytes.write(escaped.charAt(i));
            }
        }
        return bytes.toByteArray();
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
