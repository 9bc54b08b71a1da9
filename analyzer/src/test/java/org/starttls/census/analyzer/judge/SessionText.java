package org.starttls.census.analyzer.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * Builds a session from its transcript, as an SMTP expert would write it down: the replies to nothing (greeting), EHLO,
 * HELO and STARTTLS, in this order.
 */
final class SessionText {
    private SessionText() {}

    static Session of(String stage, String ending, String transcript) {
        return of(stage, ending, Optional.empty(), transcript);
    }

    static Session of(String stage, String ending, Optional<String> misbehaviour, String transcript) {
        List<String> greeting = reply(transcript, "");
        List<String> ehlo = reply(transcript, "C: EHLO");
        List<String> helo = reply(transcript, "C: HELO");
        List<String> starttls = reply(transcript, "C: STARTTLS");
        boolean isGreeted = code(ehlo).orElse(0) == 250 || code(helo).orElse(0) == 250;
        List<String> accepted = code(ehlo).orElse(0) == 250 ? ehlo : helo;
        List<String> lines =
                isGreeted ? accepted.stream().skip(1).map(SessionText::text).toList() : List.of();
        boolean isOffered = lines.stream().anyMatch(line -> line.split(" ", 2)[0].equalsIgnoreCase("STARTTLS"));
        return new Session(
                stage,
                ending,
                misbehaviour,
                new Session.Greeting(code(greeting), joined(greeting)),
                new Session.Ehlo(
                        code(ehlo),
                        code(helo),
                        isGreeted ? Optional.of(text(accepted.get(0)).split(" ", 2)[0]) : Optional.empty(),
                        inTls(transcript),
                        lines,
                        code(ehlo).orElse(0) >= 400 ? joined(ehlo) : Optional.empty()),
                new Session.Starttls(isGreeted ? Truth.of(isOffered) : Truth.UNKNOWN, code(starttls), joined(starttls)),
                stage.equals("EHLO_TLS") || stage.equals("QUIT"),
                Optional.empty());
    }

    /** The name in the reply to a second EHLO. */
    private static Optional<String> inTls(String transcript) {
        int second = transcript.indexOf("C: EHLO", transcript.indexOf("C: EHLO") + 1);
        return second < 0
                ? Optional.empty()
                : Optional.of(reply(transcript.substring(second), "C: EHLO").get(0))
                        .map(line -> text(line).split(" ", 2)[0]);
    }

    /** A session that went through, in which that certificate was shown. */
    static Session showing(Session.Leaf leaf) {
        Session plain = of("QUIT", "COMPLETED", "S: 220 mx.example\n");
        return new Session(
                plain.stage(),
                plain.ending(),
                plain.misbehaviour(),
                plain.greeting(),
                plain.ehlo(),
                plain.starttls(),
                true,
                Optional.of(leaf));
    }

    private static List<String> reply(String transcript, String command) {
        List<String> reply = new ArrayList<>();
        boolean isDue = command.isEmpty();
        for (String line : transcript.lines().toList()) {
            if (line.startsWith("C: ")) {
                isDue = !command.isEmpty() && line.startsWith(command);
            } else if (isDue) {
                reply.add(line.substring(3));
            }
        }
        return reply;
    }

    private static OptionalInt code(List<String> reply) {
        return reply.isEmpty()
                ? OptionalInt.empty()
                : OptionalInt.of(Integer.parseInt(reply.get(0).substring(0, 3)));
    }

    private static Optional<String> joined(List<String> reply) {
        return reply.isEmpty()
                ? Optional.empty()
                : Optional.of(reply.stream().map(SessionText::text).collect(Collectors.joining("\n")));
    }

    private static String text(String line) {
        return line.length() > 4 ? line.substring(4) : "";
    }
}
