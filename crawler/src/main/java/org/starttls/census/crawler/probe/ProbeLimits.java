package org.starttls.census.crawler.probe;

import java.time.Duration;
import org.starttls.census.crawler.probe.dialogue.Patience;

/**
 * How long a probe waits, in time in which its event loop ran. Each is kept to within two ticks of
 * {@link LoopClock#TICK}.
 *
 * @param connect until the TCP connection stands
 * @param greeting until the whole greeting came
 * @param step until the whole reply to a command came
 * @param handshake until the TLS handshake is complete
 * @param session for everything, from the start
 */
public record ProbeLimits(Duration connect, Duration greeting, Duration step, Duration handshake, Duration session) {
    /** Longest wait for the reply to QUIT, which changes nothing. */
    static final Duration FAREWELL = Duration.ofSeconds(5);

    /** Bytes received in one session, TLS included. Chosen: four chains of the largest size that we take. */
    static final long MAX_SESSION_BYTES = 1 << 20;

    public ProbeLimits {
        for (Duration limit : new Duration[] {connect, greeting, step, handshake, session}) {
            if (limit.isZero() || limit.isNegative()) {
                throw new IllegalArgumentException("limit=" + limit);
            }
        }
    }

    /**
     * For the Internet. RFC 5321 s4.5.3.2 has 5 minutes for the greeting and for each command, for clients that have
     * mail to lose; a scanner that waits as long holds what others need.
     */
    public static ProbeLimits internet() {
        return new ProbeLimits(
                Duration.ofSeconds(10),
                Duration.ofSeconds(60),
                Duration.ofSeconds(30),
                Duration.ofSeconds(20),
                Duration.ofSeconds(300));
    }

    /** For the lab, where nobody is far away. */
    public static ProbeLimits lab() {
        Duration step = Duration.ofSeconds(5);
        return new ProbeLimits(step, step, step, step, Duration.ofSeconds(30));
    }

    Duration of(Patience patience) {
        return switch (patience) {
            case CONNECT -> connect;
            case GREETING -> greeting;
            case STEP -> step;
            case HANDSHAKE -> handshake;
            case FAREWELL -> step.compareTo(FAREWELL) < 0 ? step : FAREWELL;
        };
    }
}
