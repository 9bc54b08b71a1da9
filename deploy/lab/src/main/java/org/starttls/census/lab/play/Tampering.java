package org.starttls.census.lab.play;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What somebody on the path does to a session. Sources: Durumeric et al. (IMC 2015) for masks and rewritten commands, Cisco
 * technical note 118550 for the running letter, the vectors of striptls for replies and refusals.
 */
enum Tampering {
    /** Takes the keyword out of the EHLO reply. */
    DROP_KEYWORD,
    /** Overwrites the keyword with as many X's. */
    MASK_KEYWORD,
    /** Overwrites every line but the well-known with X's and a running letter, and the command with X's. */
    MASK_LINES,
    /** Overwrites the greeting with asterisks. */
    MASK_GREETING,
    /** Takes the keyword out, and overwrites the command with X's on its way to the server. */
    REWRITE_COMMAND,
    /** Takes the keyword out, and lets half of the command through. */
    TRUNCATE_COMMAND,
    ANSWER_200,
    ANSWER_454,
    ANSWER_501,
    REFUSE_EHLO,
    /** Answers 220 itself, and shakes hands with a certificate of its own. */
    SUBSTITUTE_CERTIFICATE,
    /** Sends a line of its own behind the 220. */
    GLUE_REPLY;

    /** Extensions that an inspecting firewall knows and lets through. */
    private static final Set<String> KNOWN = Set.of("SIZE", "ETRN", "PIPELINING", "DSN", "8BITMIME", "AUTH");

    private static final String STARTTLS = "STARTTLS";

    /** What to do with a command on its way to the server. */
    sealed interface Fate {
        /** Lets it through, perhaps changed. */
        record Pass(String command) implements Fate {}

        /** Answers in the server's place. */
        record Answer(String reply) implements Fate {}

        /** Answers, and speaks TLS with the client from here. */
        record Secure(String reply) implements Fate {}
    }

    /** Of a command, without its line end. */
    Fate ofCommand(String command) {
        String verb = command.strip().split("\\s+", 2)[0].toUpperCase(Locale.ROOT);
        if (verb.equals("EHLO") && this == REFUSE_EHLO) {
            return new Fate.Answer("502 Error: command \"EHLO\" not implemented");
        }
        if (!verb.equals(STARTTLS)) {
            return new Fate.Pass(command);
        }
        return switch (this) {
            case ANSWER_200 -> new Fate.Answer("200 noted");
            case ANSWER_454 -> new Fate.Answer("454 TLS not available due to temporary reason");
            case ANSWER_501 -> new Fate.Answer("501 Syntax error");
            case SUBSTITUTE_CERTIFICATE -> new Fate.Secure("220 ready");
            case MASK_LINES, REWRITE_COMMAND -> new Fate.Pass("X".repeat(STARTTLS.length()));
            case TRUNCATE_COMMAND -> new Fate.Pass("STAR");
            case DROP_KEYWORD, MASK_KEYWORD, MASK_GREETING, REFUSE_EHLO, GLUE_REPLY -> new Fate.Pass(command);
        };
    }

    /** Of the greeting, its lines without their ends. */
    List<String> ofGreeting(List<String> lines) {
        if (this != MASK_GREETING) {
            return lines;
        }
        return lines.stream()
                .map(line -> line.substring(0, 4) + "*".repeat(line.length() - 4))
                .toList();
    }

    /** Of the reply to EHLO, its lines without their ends. */
    List<String> ofEhloReply(List<String> lines) {
        return switch (this) {
            case DROP_KEYWORD, REWRITE_COMMAND, TRUNCATE_COMMAND ->
                continued(lines.stream().filter(line -> !isStarttls(line)).toList());
            case MASK_KEYWORD ->
                lines.stream()
                        .map(line -> isStarttls(line) ? line.substring(0, 4) + "X".repeat(line.length() - 4) : line)
                        .toList();
            case MASK_LINES -> masked(lines);
            case MASK_GREETING, ANSWER_200, ANSWER_454, ANSWER_501, REFUSE_EHLO, SUBSTITUTE_CERTIFICATE, GLUE_REPLY ->
                lines;
        };
    }

    /** Of the reply to STARTTLS, its lines without their ends. */
    List<String> ofStarttlsReply(List<String> lines) {
        if (this != GLUE_REPLY) {
            return lines;
        }
        List<String> glued = new ArrayList<>(lines);
        glued.add("250 glued on the path");
        return glued;
    }

    private static List<String> masked(List<String> lines) {
        List<String> masked = new ArrayList<>();
        char letter = 'A';
        for (String line : lines) {
            String keyword = line.substring(4).split("[ =]", 2)[0].toUpperCase(Locale.ROOT);
            if (masked.isEmpty() || KNOWN.contains(keyword)) {
                masked.add(line);
            } else {
                masked.add(line.substring(0, 4) + "X".repeat(line.length() - 5) + letter);
                letter++;
            }
        }
        return masked;
    }

    private static boolean isStarttls(String line) {
        return line.substring(4).strip().equalsIgnoreCase(STARTTLS);
    }

    /** With a hyphen on all lines but the last. Source: RFC 5321 s4.2.1. */
    private static List<String> continued(List<String> lines) {
        String last = lines.get(lines.size() - 1);
        List<String> all = lines.subList(0, lines.size() - 1).stream()
                .map(line -> line.substring(0, 3) + "-" + line.substring(4))
                .collect(Collectors.toCollection(ArrayList::new));
        all.add(last.substring(0, 3) + " " + last.substring(4));
        return all;
    }
}
