package org.starttls.census.crawler.probe;

/** Why an endpoint is contacted. */
public enum Purpose {
    /** The first contact for this host name. */
    FIRST,
    /** Again after a transient failure. */
    RETRY,
    /** After a failed handshake, with old protocols and ciphers. */
    LEGACY_TLS,
    /** The other key algorithm, for hosts with TLSA records. */
    SECOND_CERTIFICATE,
    /** A further sample of a host that answered EHLO without offering STARTTLS. */
    SAMPLE
}
