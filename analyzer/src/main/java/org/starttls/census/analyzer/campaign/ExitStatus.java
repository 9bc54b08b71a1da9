package org.starttls.census.analyzer.campaign;

/** How a command ended, as a script sees it. The numbers are part of the program's outside. */
public enum ExitStatus {
    /** Done, everything accounted for. */
    DONE(0),
    /** A check found something, or an error of our own. */
    OUR_ERROR(1),
    /** Wrong call or configuration; nothing was started. */
    WRONG_CALL(2),
    /** The tables cannot be read. */
    UNREADABLE_INPUT(3),
    /** Something we depend on is not there, for example disk space. */
    DEPENDENCY_MISSING(4),
    /** Finished, but the books do not balance: a bug of ours. */
    BOOKS_UNBALANCED(6);

    private final int code;

    ExitStatus(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
