package org.starttls.census.crawler.campaign;

/** Exit statuses of the program. Scripts stand on the numbers. */
public enum ExitStatus {
    /** Done, everything accounted for. */
    DONE(0),
    /** An error of our own, with its id. */
    OWN_FAULT(1),
    /** Wrong call or configuration: nothing was started. */
    WRONG_CALL(2),
    /** The list cannot be read, or has no usable domain. */
    UNREADABLE_INPUT(3),
    /** Something we depend on is not there; what was measured is kept. */
    DEPENDENCY_MISSING(4),
    /** The vantage point cannot measure. */
    CANNOT_MEASURE(5),
    /** Finished, but the books do not balance: a bug of ours. */
    UNBALANCED(6);

    private final int status;

    ExitStatus(int status) {
        this.status = status;
    }

    public int status() {
        return status;
    }
}
