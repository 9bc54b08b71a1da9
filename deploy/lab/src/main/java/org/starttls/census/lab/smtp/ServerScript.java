package org.starttls.census.lab.smtp;

import java.time.Duration;
import java.util.Locale;
import org.starttls.census.lab.plan.Persona;
import org.starttls.census.lab.plan.PlannedServer;

/**
 * One session from a server's side, by its persona. Source: RFC 5321, RFC 3207; the masks are those of firewalls that
 * inspect SMTP, as Durumeric et al. (IMC 2015) describe them.
 */
final class ServerScript {
    /** Under the client's patience of five seconds a step. */
    private static final Duration SLOW = Duration.ofSeconds(2);

    private static final Duration TEASE = Duration.ofMillis(500);

    private static final String STARRED_GREETING = "220 *****************************************0*2******";

    private final PlannedServer server;
    private final Persona persona;
    private final String name;
    private boolean isSecured;

    /** @param isFirstVisit whether nobody came to this address before */
    ServerScript(PlannedServer server, boolean isFirstVisit) {
        this.server = server;
        this.name = server.hostNames().get(0);
        this.persona = server.persona() == Persona.BUSY_ONCE && !isFirstVisit ? Persona.HEALTHY : server.persona();
    }

    Turn onConnect() {
        Turn greeting = Turn.say("220 " + name + " ESMTP ready");
        return switch (persona) {
            case SILENT -> Turn.just(Turn.Then.FALL_SILENT);
            case CLOSES_AT_ONCE -> Turn.just(Turn.Then.CLOSE);
            case BUSY_421, BUSY_ONCE -> Turn.say("421 4.3.2 " + name + " too busy, try again later", Turn.Then.CLOSE);
            case REJECTS_554 -> Turn.say("554 5.7.1 " + name + " no service for you", Turn.Then.LISTEN);
            case SLOW_GREETING -> greeting.delayedBy(SLOW);
            case TEASER_GREETING -> Turn.say("220-" + name + " ESMTP", Turn.Then.GO_ON);
            case MASKED_GREETING, MASKED_ALL -> Turn.say(STARRED_GREETING);
            default -> greeting;
        };
    }

    /** What follows {@link Turn.Then#GO_ON}. */
    Turn onGoOn() {
        return Turn.say("220 No unsolicited mail").delayedBy(TEASE);
    }

    Turn onLine(String line) {
        String verb = line.strip().split("\\s+", 2)[0].toUpperCase(Locale.ROOT);
        if (persona == Persona.REJECTS_554 && !verb.equals("QUIT")) {
            return Turn.say("503 5.5.1 No service");
        }
        return switch (verb) {
            case "EHLO" -> isSecured ? Turn.say(securedEhlo()) : onEhlo();
            case "HELO" ->
                persona == Persona.REFUSES_EHLO_AND_HELO
                        ? Turn.say("550 5.7.1 Access denied")
                        : Turn.say("250 " + name);
            case "STARTTLS" -> isSecured ? Turn.say("503 5.5.1 TLS is already active") : onStarttls();
            case "NOOP", "RSET" -> Turn.say("250 2.0.0 Ok");
            case "QUIT" -> Turn.say("221 2.0.0 Bye", Turn.Then.CLOSE);
            default -> Turn.say("502 5.5.2 Command not implemented");
        };
    }

    void onSecured() {
        isSecured = true;
    }

    private Turn onEhlo() {
        return switch (persona) {
            case HELO_ONLY -> Turn.say("502 5.5.1 Command not implemented");
            case REFUSES_EHLO_AND_HELO -> Turn.say("550 5.7.1 Access denied");
            case CLOSES_AFTER_EHLO -> Turn.just(Turn.Then.CLOSE);
            case SILENT_AFTER_EHLO -> Turn.just(Turn.Then.FALL_SILENT);
            case NO_STARTTLS_ECHO, NO_STARTTLS_500, NO_STARTTLS_502, NO_STARTTLS_503, HIDDEN -> ehlo("DSN");
            case MASKED_KEYWORD -> ehlo("XXXXXXXA");
            case MASKED_ALL -> ehlo("XXXXXXXX");
            case LOWER_CASE_KEYWORD -> ehlo("starttls");
            case KEYWORD_WITH_PARAMETER -> ehlo("STARTTLS OPTIONAL");
            default -> ehlo("STARTTLS");
        };
    }

    private Turn ehlo(String keyword) {
        return Turn.say(
                "250-" + name + "\r\n250-PIPELINING\r\n250-SIZE 52428800\r\n250-" + keyword + "\r\n250 8BITMIME");
    }

    private String securedEhlo() {
        return "250-" + name + "\r\n250-PIPELINING\r\n250-SIZE 52428800\r\n250-8BITMIME\r\n250 SMTPUTF8";
    }

    private Turn onStarttls() {
        return switch (persona) {
            case NO_STARTTLS_ECHO -> Turn.say("500 5.5.1 Command unrecognized: \"STARTTLS\"");
            case NO_STARTTLS_500, HELO_ONLY, REFUSES_EHLO_AND_HELO -> Turn.say("500 5.5.2 Syntax error");
            case NO_STARTTLS_502 -> Turn.say("502 5.5.1 Command not implemented");
            case NO_STARTTLS_503 -> Turn.say("503 5.5.1 STARTTLS not available");
            case MASKED_KEYWORD, MASKED_ALL -> Turn.say("500 5.5.1 Command unrecognized: \"XXXXXXXX\"");
            case STARTTLS_454 -> Turn.say("454 4.7.0 TLS not available due to temporary reason");
            case STARTTLS_501 -> Turn.say("501 5.5.4 Syntax error in parameters");
            case STARTTLS_502 -> Turn.say("502 5.5.1 Command not implemented");
            case STARTTLS_200 -> Turn.say("200 STARTTLS noted");
            case CLOSES_AT_STARTTLS -> Turn.just(Turn.Then.CLOSE);
            case BYTES_AFTER_220 -> Turn.say("220 2.0.0 Ready to start TLS\r\n250 " + name, Turn.Then.FALL_SILENT);
            case CLOSES_AFTER_220 -> ready(Turn.Then.CLOSE_ON_HELLO);
            case GARBAGE_AFTER_220 -> ready(Turn.Then.GARBAGE);
            case SILENT_AFTER_220 -> ready(Turn.Then.FALL_SILENT);
            case HANDSHAKE_ALERT -> ready(Turn.Then.ALERT);
            default -> ready(Turn.Then.HANDSHAKE);
        };
    }

    private static Turn ready(Turn.Then then) {
        return Turn.say("220 2.0.0 Ready to start TLS", then);
    }

    PlannedServer server() {
        return server;
    }
}
