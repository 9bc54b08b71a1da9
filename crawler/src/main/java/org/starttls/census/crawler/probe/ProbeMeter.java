package org.starttls.census.crawler.probe;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Times and sizes of an attempt. A time is absent if what it measures did not come to its end.
 *
 * @param connect from the start to the connection
 * @param greeting from the connection to the whole greeting
 * @param handshake from the 220 to the end of the handshake
 * @param total the whole attempt
 * @param cpu CPU time of our event loop that the attempt used; zero if this machine cannot measure it
 * @param bytesIn bytes received, TLS records as on the wire
 * @param bytesOut bytes sent, likewise
 */
public record ProbeMeter(
        Optional<Duration> connect,
        Optional<Duration> greeting,
        Optional<Duration> handshake,
        Duration total,
        Duration cpu,
        long bytesIn,
        long bytesOut) {
    public static final ProbeMeter ZERO =
            new ProbeMeter(Optional.empty(), Optional.empty(), Optional.empty(), Duration.ZERO, Duration.ZERO, 0, 0);

    public ProbeMeter {
        Objects.requireNonNull(connect);
        Objects.requireNonNull(greeting);
        Objects.requireNonNull(handshake);
        Objects.requireNonNull(total);
        Objects.requireNonNull(cpu);
    }
}
