package org.starttls.census.crawler.input;

/** Why a line is no domain of the campaign; named as it is stored. */
public enum RejectReason {
    DUPLICATE,
    URL,
    EMAIL_ADDRESS,
    IP_ADDRESS,
    SINGLE_LABEL,
    BAD_LABEL,
    TOO_LONG,
    BAD_CHARACTER,
    LINE_TOO_LONG,
    NOT_TEXT,
    NO_SUCH_COLUMN,
    BAD_RANK
}
