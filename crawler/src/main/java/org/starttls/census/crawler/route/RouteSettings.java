package org.starttls.census.crawler.route;

import java.time.Duration;
import java.util.Objects;

/**
 * How domains are looked up.
 *
 * @param policyRecords whether the records of MTA-STS and TLSRPT are asked for
 * @param retryDelay at least so long after a failed lookup it is made again
 * @param vantage name of the vantage point
 * @param fingerprintSeed secret of the campaign by which known domains are remembered; the same on resume
 */
public record RouteSettings(boolean policyRecords, Duration retryDelay, String vantage, long fingerprintSeed) {
    /** For the Internet. Chosen: as long as SMTP suggests to wait, RFC 5321 s4.5.4.1. */
    public static final Duration RETRY_DELAY = Duration.ofMinutes(30);

    /** For the lab, where the retry has to happen while one looks on. */
    public static final Duration LAB_RETRY_DELAY = Duration.ofSeconds(2);

    public RouteSettings {
        Objects.requireNonNull(retryDelay);
        Objects.requireNonNull(vantage);
    }
}
