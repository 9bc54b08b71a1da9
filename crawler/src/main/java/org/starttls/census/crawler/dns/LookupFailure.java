package org.starttls.census.crawler.dns;

/** Why a question has no answer that can be used. Never to be read as absence. */
public enum LookupFailure {
    /** Nothing came in time, after all tries. */
    TIMEOUT,
    /** RCODE 2. */
    SERVFAIL,
    /** RCODE 5. */
    REFUSED,
    /** Another RCODE that is neither success nor NXDOMAIN. */
    OTHER_RCODE,
    /** A message that cannot be parsed or does not answer the question. */
    MALFORMED,
    /** Aliases that loop, or more of them than the limit. */
    CNAME_LOOP,
    /** The resolver could not be reached. */
    NETWORK
}
