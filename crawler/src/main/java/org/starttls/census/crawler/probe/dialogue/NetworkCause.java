package org.starttls.census.crawler.probe.dialogue;

/** Why there is no connection, or no longer one. */
public enum NetworkCause {
    /** A TCP reset in answer to the SYN. */
    CONNECTION_REFUSED,
    /** An ICMP error: network, host or protocol unreachable. */
    HOST_UNREACHABLE,
    /** A reset of an established connection. */
    CONNECTION_RESET,
    /** An orderly close by the peer. */
    CLOSED_BY_PEER,
    /** Anything else the operating system reports. */
    OTHER
}
