package org.starttls.census.crawler.contact;

import java.time.Duration;
import java.util.Objects;

/**
 * How often and how close together an address is contacted.
 *
 * @param port TCP port of the mail servers
 * @param contactsPerAddress contacts of one address in a campaign, whatever the names. Chosen: a list whose MX all point
 *     at one victim must not make a weapon of us
 * @param spacing least time from the end of a contact of an address to the next one
 * @param retryDelay least time to a retry. Source: RFC 5321 s4.5.4.1 (at least 30 minutes)
 * @param retries retries of a transient failure
 */
public record ContactSettings(int port, int contactsPerAddress, Duration spacing, Duration retryDelay, int retries) {
    public static final Duration RETRY_DELAY = Duration.ofMinutes(30);
    /** So that a demonstration ends in time and every retry still happens. */
    public static final Duration LAB_RETRY_DELAY = Duration.ofSeconds(2);
    /** Chosen: a greylisting or restarting server is back by then; more would not be polite. */
    public static final int RETRIES = 2;

    public ContactSettings {
        Objects.requireNonNull(spacing);
        Objects.requireNonNull(retryDelay);
        if (contactsPerAddress < 1 || retries < 0) {
            throw new IllegalArgumentException("contactsPerAddress=" + contactsPerAddress + " retries=" + retries);
        }
    }
}
