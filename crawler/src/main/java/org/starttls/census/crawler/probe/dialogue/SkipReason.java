package org.starttls.census.crawler.probe.dialogue;

/** Why something was left alone. */
public enum SkipReason {
    /** On the opt-out list. */
    OPTED_OUT,
    /** An address that the IANA registries reserve for a special purpose. */
    SPECIAL_PURPOSE,
    /** The address has had its contacts for this campaign. */
    FAN_IN,
    /** The vantage point was found unable to measure. */
    TAINTED,
    /** This machine has no route for the address family. */
    FAMILY_UNAVAILABLE,
    /** The name of an MX record is no host name. */
    NOT_A_HOST_NAME
}
