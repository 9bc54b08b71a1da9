package org.starttls.census.lab.plan;

/**
 * How a server behaves, and at which step of the funnel an endpoint with it must be lost. Shares are of the servers of
 * self-hosted domains and of small and medium operators. Chosen near what scans saw (Durumeric et al., IMC 2015; Lee et
 * al., USENIX Security 2020), the rare ones raised so that every kind occurs in a small world.
 */
public enum Persona {
    HEALTHY(0, Loss.NONE),

    /** Nothing listens. */
    REFUSED(0.030, Loss.at(7, "UNREACHABLE").andAgain()),

    /** Accepts and never speaks. */
    SILENT(0.004, Loss.at(8, "TIMED_OUT").andAgain()),
    /** Closes at once. */
    CLOSES_AT_ONCE(0.003, Loss.at(8, "DISCONNECTED").andAgain()),
    BUSY_421(0.005, Loss.at(8, "REJECTED").andAgain()),
    REJECTS_554(0.010, Loss.at(8, "REJECTED")),
    /** 421 to the first visitor of the address, then healthy. */
    BUSY_ONCE(0.006, Loss.NONE.andAgain()),
    /** The greeting takes two seconds. */
    SLOW_GREETING(0.006, Loss.NONE),
    /** A first line "220-", the rest half a second later. */
    TEASER_GREETING(0.012, Loss.NONE),
    /** A firewall starred the greeting out; STARTTLS works. */
    MASKED_GREETING(0.005, Loss.NONE),

    HELO_ONLY(0.006, Loss.at(9, "HELO_ONLY")),
    REFUSES_EHLO_AND_HELO(0.004, Loss.at(9, "REJECTED")),
    CLOSES_AFTER_EHLO(0.002, Loss.at(9, "DISCONNECTED").andAgain()),
    SILENT_AFTER_EHLO(0.001, Loss.at(9, "TIMED_OUT").andAgain()),

    /** No STARTTLS; a blind one is answered 500 with the command quoted. */
    NO_STARTTLS_ECHO(0.030, Loss.at(10, "NOT_OFFERED")),
    NO_STARTTLS_500(0.015, Loss.at(10, "NOT_OFFERED")),
    NO_STARTTLS_502(0.035, Loss.at(10, "NOT_OFFERED")),
    NO_STARTTLS_503(0.008, Loss.at(10, "NOT_OFFERED")),
    /** A firewall replaces the keyword by X and a running letter, and the command too. */
    MASKED_KEYWORD(0.007, Loss.at(10, "NOT_OFFERED")),
    /** The same with the whole keyword replaced, and the greeting starred out. */
    MASKED_ALL(0.004, Loss.at(10, "NOT_OFFERED")),
    /** Not offered, yet a blind STARTTLS works. */
    HIDDEN(0.004, Loss.at(10, "NOT_OFFERED")),
    LOWER_CASE_KEYWORD(0.008, Loss.NONE),
    KEYWORD_WITH_PARAMETER(0.004, Loss.NONE),

    STARTTLS_454(0.005, Loss.at(11, "REJECTED").andAgain()),
    STARTTLS_501(0.002, Loss.at(11, "REJECTED")),
    STARTTLS_502(0.002, Loss.at(11, "REJECTED")),
    /** 200: a code that means nothing here. */
    STARTTLS_200(0.002, Loss.at(11, "MISBEHAVED")),
    CLOSES_AT_STARTTLS(0.002, Loss.at(11, "DISCONNECTED").andAgain()),
    /** A plain reply in the same segment as the 220. */
    BYTES_AFTER_220(0.003, Loss.at(11, "MISBEHAVED")),

    CLOSES_AFTER_220(0.003, Loss.at(12, "DISCONNECTED").andAgain()),
    GARBAGE_AFTER_220(0.002, Loss.at(12, "MISBEHAVED")),
    SILENT_AFTER_220(0.0015, Loss.at(12, "TIMED_OUT").andAgain()),
    HANDSHAKE_ALERT(0.004, Loss.at(12, "ALERTED"));

    /** Steps of the funnel at which an endpoint can be lost to its server's behaviour: 7 to 12. */
    public static final int LAST_STEP = 12;

    private final double share;
    private final int lostAt;
    private final String reason;
    private final boolean invitesRetries;

    Persona(double share, Loss loss) {
        this.share = share;
        this.lostAt = loss.step;
        this.reason = loss.reason;
        this.invitesRetries = loss.again;
    }

    double share() {
        return share;
    }

    /** Number of the funnel step that is missing the endpoint; 0 if it comes through to the handshake. */
    public int lostAt() {
        return lostAt;
    }

    /** Reason under which it is lost there; empty if it is not. */
    public String reason() {
        return reason;
    }

    /** Whether a client may try again because the failure looks transient. */
    public boolean invitesRetries() {
        return invitesRetries;
    }

    /** Whether TLS is spoken in the end. */
    public boolean completesHandshake() {
        return lostAt == 0 || this == HIDDEN;
    }

    /** @param again whether a client may try again because the failure looks transient */
    private record Loss(int step, String reason, boolean again) {
        static final Loss NONE = new Loss(0, "", false);

        static Loss at(int step, String reason) {
            return new Loss(step, reason, false);
        }

        Loss andAgain() {
            return new Loss(step, reason, true);
        }
    }
}
