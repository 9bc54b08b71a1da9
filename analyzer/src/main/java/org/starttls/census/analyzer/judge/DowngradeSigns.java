package org.starttls.census.analyzer.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The signs of downgrade that a single session shows. Several may; none excludes another, but {@link Sign#ABSENT}, which is
 * said only where nothing better can be.
 */
public final class DowngradeSigns {
    /** Keywords of eight letters that a mask of eight may have covered. */
    private static final List<String> EIGHT_LETTERS = List.of("STARTTLS", "CHUNKING", "8BITMIME", "SMTPUTF8");

    /** Kept length, last letter running A, B, C over the masked lines. Source: Cisco technical note 118550. */
    private static final Pattern RUNNING_MASK = Pattern.compile("X+[A-Z]");

    private static final Pattern WHOLE_MASK = Pattern.compile("X{4,}");

    /** Source: nmap-service-probes, "Cisco PIX sanitized smtpd": digits and spaces survive in some versions. */
    private static final Pattern MASKED_GREETING = Pattern.compile("[*\\d ]*\\*{2,}[*\\d ]*");

    private static final Set<String> NO_TLS = Set.of("TIMED_OUT", "DISCONNECTED");

    private final Session session;
    private final List<SignFinding> findings = new ArrayList<>();

    private DowngradeSigns(Session session) {
        this.session = session;
    }

    /** In the order of the taxonomy. */
    public static List<SignFinding> of(Session session) {
        DowngradeSigns signs = new DowngradeSigns(session);
        signs.readGreetingAndEhlo();
        signs.readStarttls();
        return List.copyOf(signs.findings);
    }

    private void readGreetingAndEhlo() {
        Session.Ehlo ehlo = session.ehlo();
        if (session.starttls().offered() == Truth.NO) {
            List<String> masked = maskedLines(ehlo.lines());
            if (!masked.isEmpty()) {
                add(Sign.MASKED_KEYWORD, maskEvidence(masked));
            }
        }
        ehlo.refusal()
                .filter(Echo::isMasked)
                .ifPresent(text -> add(Sign.COMMAND_REWRITTEN, "EHLO was answered: " + text));
        session.greeting()
                .text()
                .filter(text -> MASKED_GREETING
                        .matcher(text.lines().findFirst().orElse(""))
                        .matches())
                .ifPresent(text -> add(Sign.MASKED_GREETING, text));
        if (ehlo.code().orElse(0) >= 500 && ehlo.heloCode().orElse(0) == 250) {
            add(Sign.EHLO_REFUSED_HELO_ACCEPTED, "EHLO " + ehlo.code().getAsInt() + ", HELO 250");
        }
        ehlo.name()
                .filter(name -> name.equalsIgnoreCase("STARTTLS"))
                .ifPresent(name -> add(Sign.KEYWORD_BEFORE_GREETING, "the first line of the EHLO reply is " + name));
    }

    /** Lines that are masks: all X's, or X's and a letter if these letters run from A over the lines. */
    private static List<String> maskedLines(List<String> lines) {
        List<String> running = lines.stream()
                .filter(line -> RUNNING_MASK.matcher(line).matches()
                        && !WHOLE_MASK.matcher(line).matches())
                .toList();
        String letters =
                running.stream().map(line -> line.substring(line.length() - 1)).collect(Collectors.joining());
        boolean runs = "ABCDEFGHIJKLMNOPQRSTUVW".startsWith(letters)
                && running.stream().anyMatch(line -> line.length() >= 4);
        return lines.stream()
                .filter(line -> WHOLE_MASK.matcher(line).matches() || (runs && running.contains(line)))
                .toList();
    }

    private String maskEvidence(List<String> masked) {
        Set<String> visible = session.ehlo().lines().stream()
                .map(line -> line.split(" ", 2)[0].toUpperCase(Locale.ROOT))
                .collect(Collectors.toSet());
        List<String> covered = EIGHT_LETTERS.stream()
                .filter(keyword -> !visible.contains(keyword))
                .toList();
        boolean hasEight = masked.stream().anyMatch(line -> line.length() == 8);
        String meaning = hasEight
                ? "; of eight letters and not visible: " + String.join(", ", covered)
                : "; none has the eight letters of STARTTLS";
        return String.join(", ", masked) + meaning;
    }

    private void readStarttls() {
        Session.Starttls starttls = session.starttls();
        int code = starttls.code().orElse(0);
        boolean isOffered = starttls.offered() == Truth.YES;
        String answer =
                "STARTTLS was answered: " + code + " " + starttls.reply().orElse("");
        Echo echo = starttls.isRefused() ? Echo.of(starttls.reply().orElse("")) : Echo.NONE;
        if (echo == Echo.MASKED || echo == Echo.TRUNCATED) {
            add(Sign.COMMAND_REWRITTEN, answer);
        }
        if (starttls.offered() == Truth.NO && code == 220) {
            add(Sign.HIDDEN_BUT_SUPPORTED, "not offered; " + answer);
        }
        if (isOffered && starttls.isRefused()) {
            add(Sign.OFFERED_THEN_REFUSED, answer);
        }
        if (code >= 200 && code < 300 && code != 220) {
            add(Sign.REPLY_REWRITTEN, answer);
        }
        readHandshake();
        if (session.endedAt("EHLO", "NOT_OFFERED")) {
            readAbsence(echo, answer);
        }
    }

    private void readHandshake() {
        boolean isNotTls = session.misbehaviour().filter("NOT_TLS"::equals).isPresent();
        boolean isSilent = session.stage().equals("HANDSHAKE") && NO_TLS.contains(session.ending());
        if ((isNotTls || isSilent) && !session.hasSpokenTls()) {
            add(Sign.NO_TLS_AFTER_220, "220, then " + (isNotTls ? "bytes that are no TLS" : session.ending()));
        }
        if (session.misbehaviour().filter("BYTES_AFTER_220"::equals).isPresent()) {
            add(Sign.BYTES_AFTER_220, "bytes behind the 220 to STARTTLS");
        }
    }

    private void readAbsence(Echo echo, String answer) {
        boolean hasBetter = findings.stream()
                .anyMatch(finding -> switch (finding.sign().grade()) {
                    case E1, E2, E3, E4 -> true;
                    case E5, INFO -> false;
                });
        if (echo == Echo.INTACT) {
            add(Sign.ABSENT_CONFIRMED, answer);
        } else if (!hasBetter) {
            add(
                    Sign.ABSENT,
                    session.starttls().code().isPresent()
                            ? "not offered; " + answer
                            : "not offered; STARTTLS was not sent");
        }
    }

    private void add(Sign sign, String evidence) {
        findings.add(new SignFinding(sign, evidence));
    }
}
