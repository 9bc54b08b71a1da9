package org.starttls.census.analyzer.judge;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

    /**
     * A name of one label or more, or an address literal; but no word of a courtesy, which would be a name by its letters.
     * Source: RFC 5321 s4.1.1.1, s4.1.3.
     */
    private static final Pattern SERVER_NAME = Pattern.compile(
            "(?i)\\[[0-9a-f:.ipv]+]|(?!(requested|ok|okay|hello|hi|welcome|greetings|pleased|nice|good|at|service)$)"
                    + "[a-z0-9_*-]+(\\.[a-z0-9_*-]+)*\\.?");

    /**
     * Makers and products that sign certificates of their own to look into sessions. Source: Durumeric et al., The Security
     * Impact of HTTPS Interception, NDSS 2017, and the certificates as their vendors document them.
     */
    private static final Pattern INSPECTING_PRODUCT = Pattern.compile(
            "(?i)forti(gate|net)|sophos|watchguard|sonicwall|palo alto networks|check point|zscaler|untangle|kaspersky"
                    + "|avast|\\bavg\\b|\\beset\\b|bitdefender|cyberoam|blue ?coat|cisco umbrella|netbox blue|dr\\.?web");

    private static final Pattern DELIVERED_NAME = Pattern.compile("(?i)localhost(\\.local)?|(.*\\.)?localdomain");

    /** Chosen: a certificate made for the session is younger than any that was installed with care. */
    private static final Duration JUST_MADE = Duration.ofMinutes(10);

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
        signs.readNames();
        session.leaf().ifPresent(signs::readLeaf);
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
        if (starttls.offered() == Truth.NO && code == 220 && session.hasSpokenTls()) {
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
            add(Sign.NO_TLS_AFTER_220, "STARTTLS was answered by 220, then the ClientHello by " + afterHello(isNotTls));
        }
        if (session.misbehaviour().filter("BYTES_AFTER_220"::equals).isPresent()) {
            add(
                    Sign.BYTES_AFTER_220,
                    "more plain text came with the 220 to STARTTLS, before any TLS; the transcript holds it");
        }
    }

    private String afterHello(boolean isNotTls) {
        if (isNotTls) {
            return "bytes that are no TLS";
        }
        return session.ending().equals("TIMED_OUT")
                ? "silence (TIMED_OUT)"
                : "the end of the connection (DISCONNECTED)";
    }

    /** Where the keyword stands in the name's place, that is said instead. */
    private void readNames() {
        Optional<String> name = session.ehlo().name().filter(word -> !word.equalsIgnoreCase("STARTTLS"));
        name.filter(word -> !SERVER_NAME.matcher(word).matches())
                .ifPresent(word -> add(Sign.PROXY_GREETING, "the first word of the EHLO reply is " + word));
        name.filter(word -> SERVER_NAME.matcher(word).matches())
                .flatMap(word -> session.ehlo().nameInTls().filter(inside -> !inside.equalsIgnoreCase(word)))
                .ifPresent(inside ->
                        add(Sign.PROXY_GREETING, "the EHLO reply names " + name.orElse("") + ", inside TLS " + inside));
    }

    private void readLeaf(Session.Leaf leaf) {
        Stream.of(leaf.subject(), leaf.issuer())
                .filter(text -> INSPECTING_PRODUCT.matcher(text).find())
                .map(text -> "issued in the name of a product: " + text)
                .findFirst()
                .or(() -> leaf.names().stream()
                        .filter(text -> DELIVERED_NAME.matcher(text).matches())
                        .map(text -> "issued for " + text)
                        .findFirst())
                .or(() -> leaf.age()
                        .filter(age -> leaf.isSelfSigned() && !age.isNegative() && age.compareTo(JUST_MADE) < 0)
                        .map(age -> "signed by its own key " + age.toSeconds() + " s before the session"))
                .ifPresent(evidence -> add(Sign.CERTIFICATE_SMELL, evidence));
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
