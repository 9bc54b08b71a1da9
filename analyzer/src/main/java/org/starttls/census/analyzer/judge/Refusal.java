package org.starttls.census.analyzer.judge;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/** Why a session was refused, read from code and text. */
public enum Refusal {
    /** It was not. */
    NONE,
    /** Who we are: reputation, reverse DNS, block lists. */
    POLICY,
    /** Too much at once. */
    CAPACITY,
    /** Another ground, or none that is told. */
    OTHER,
    /** There was no session, or a fault of our own. */
    UNKNOWN;

    /** Names of lists and of what they list. Words that servers use in public logs; EFF's scanner met "554" without reverse DNS. */
    private static final Pattern REPUTATION = Pattern.compile(
            "(?i)black ?list|block ?list|deny ?list|\\bblocked\\b|\\blisted\\b|spamhaus|spamcop|barracuda|\\brbl\\b|\\bdnsbl\\b"
                    + "|reputation|\\bbanned\\b|access denied|not allowed to connect|client host rejected");

    private static final Pattern REVERSE_DNS = Pattern.compile(
            "(?i)reverse (dns|lookup|hostname)|\\bptr\\b|\\brdns\\b|\\bfcrdns\\b|cannot find your hostname");

    /** RFC 3463: x.7.1 delivery not authorized, x.7.25 reverse DNS (RFC 7372). */
    private static final Pattern POLICY_CODE = Pattern.compile("\\b[45]\\.7\\.(1|25)\\b");

    /** RFC 3463: x.3.2 not accepting messages now, x.4.5 congestion, x.7.28 flood (RFC 6710's registry). */
    private static final Pattern LOAD = Pattern.compile(
            "(?i)too many|try again later|\\bbusy\\b|overload|connection limit|rate limit|concurren|\\b4\\.(3\\.2|4\\.5|7\\.28)\\b");

    private static final Set<String> NO_SESSION = Set.of("SKIPPED", "LOCAL_FAULT");

    /** Reads the whole session: a refusal is the reply at which it ended, or a farewell before it was closed. */
    public static Refusal of(Session session) {
        if (NO_SESSION.contains(session.ending())) {
            return UNKNOWN;
        }
        if (session.greeting().code().orElse(0) == 421) {
            return read(session.greeting().code(), session.greeting().text());
        }
        if (!session.ending().equals("REJECTED")) {
            return NONE;
        }
        return switch (session.stage()) {
            case "GREETING" ->
                read(session.greeting().code(), session.greeting().text());
            case "EHLO" -> read(session.ehlo().code(), session.ehlo().refusal());
            case "STARTTLS" ->
                read(session.starttls().code(), session.starttls().reply());
            default -> OTHER;
        };
    }

    private static Refusal read(OptionalInt code, Optional<String> reply) {
        String text = reply.orElse("");
        if (REPUTATION.matcher(text).find()
                || REVERSE_DNS.matcher(text).find()
                || POLICY_CODE.matcher(text).find()) {
            return POLICY;
        }
        return code.orElse(0) == 421 || LOAD.matcher(text).find() ? CAPACITY : OTHER;
    }
}
