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
 * @param followUps contacts beyond the word of an endpoint, where its answer calls for more evidence
 */
public record ContactSettings(
        int port, int contactsPerAddress, Duration spacing, Duration retryDelay, int retries, FollowUps followUps) {
    public static final Duration RETRY_DELAY = Duration.ofMinutes(30);
    /** So that a demonstration ends in time and every retry still happens. */
    public static final Duration LAB_RETRY_DELAY = Duration.ofSeconds(2);
    /** Chosen: a greylisting or restarting server is back by then; more would not be polite. */
    public static final int RETRIES = 2;

    /**
     * Contacts that only add. Each is made within the contacts of its address, or not at all.
     *
     * @param legacyTls contacts with old protocols and ciphers after a failed handshake; the second with SSL 3.0 alone
     * @param samples contacts of a host that answered EHLO without offering STARTTLS: other backends of it may offer it
     * @param sampleDelay least time from one sample to the next
     */
    public record FollowUps(int legacyTls, int samples, Duration sampleDelay) {
        /** Contacts after a failed handshake: one, and another for a server that chose SSL 3.0 then and failed. */
        public static final int LEGACY_TLS = 2;
        /** Samples of a host without STARTTLS. Chosen: with the first contact, three looks. */
        public static final int SAMPLES = 2;

        public FollowUps {
            Objects.requireNonNull(sampleDelay);
            if (legacyTls < 0 || samples < 0) {
                throw new IllegalArgumentException("legacyTls=" + legacyTls + " samples=" + samples);
            }
        }
    }

    public ContactSettings {
        Objects.requireNonNull(followUps);
        Objects.requireNonNull(spacing);
        Objects.requireNonNull(retryDelay);
        if (contactsPerAddress < 1 || retries < 0) {
            throw new IllegalArgumentException("contactsPerAddress=" + contactsPerAddress + " retries=" + retries);
        }
    }
}
