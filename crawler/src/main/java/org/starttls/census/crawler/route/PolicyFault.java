package org.starttls.census.crawler.route;

/** What is wrong with a policy record. Sources: RFC 8461 s3.1, RFC 8460 s3. */
enum PolicyFault {
    /** More than one text that is a record, or tries to be one. */
    MORE_THAN_ONE,
    /** Begins like a version, but is not the one that there is, in its case, before a ";". */
    BAD_VERSION,
    /** A field that is no name, "=" and value; an empty one, or a space where none may be. */
    BAD_FIELD,
    /** MTA-STS: no id. */
    NO_ID,
    /** MTA-STS: an id that is not 1 to 32 letters and digits. */
    BAD_ID,
    /** MTA-STS: an id twice. */
    SECOND_ID,
    /** TLSRPT: no rua. */
    NO_RUA,
    /** TLSRPT: a rua that is no list of mailto and https URIs. */
    BAD_RUA,
    /** TLSRPT: a rua twice. */
    SECOND_RUA
}
