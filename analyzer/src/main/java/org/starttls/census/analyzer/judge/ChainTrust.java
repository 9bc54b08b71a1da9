package org.starttls.census.analyzer.judge;

/** Whether the chain as sent leads to a trust anchor at the time of the probe. Source: RFC 5280 s6.1. */
public enum ChainTrust {
    TRUSTED,
    UNTRUSTED,
    /** Not decided: the evidence is not complete, or the search ended at its limit. */
    UNKNOWN
}
