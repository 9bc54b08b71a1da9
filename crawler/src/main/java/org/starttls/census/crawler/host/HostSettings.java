package org.starttls.census.crawler.host;

import java.time.Duration;
import java.util.Objects;

/**
 * How mail hosts are looked up.
 *
 * @param retryDelay at least so long after a failed lookup it is made again
 * @param vantage name of the vantage point
 * @param fingerprintSeed secret of the campaign by which known hosts are remembered; the same on resume
 */
public record HostSettings(Duration retryDelay, String vantage, long fingerprintSeed) {
    public HostSettings {
        Objects.requireNonNull(retryDelay);
        Objects.requireNonNull(vantage);
    }
}
