package org.starttls.census.analyzer.campaign;

import java.util.Objects;

/**
 * Why a command cannot go on, told in the order cause, evidence, consequence, remedy, one line each.
 *
 * @param id stable, for scripts and for searching: "A" and three digits
 * @param what what went wrong
 * @param because the evidence
 * @param effect what it means for the user's work
 * @param hint what to do, with a command that works where there is one
 */
public record Problem(String id, ExitStatus status, String what, String because, String effect, String hint) {
    public Problem {
        Objects.requireNonNull(id);
        Objects.requireNonNull(status);
        Objects.requireNonNull(what);
        Objects.requireNonNull(because);
        Objects.requireNonNull(effect);
        Objects.requireNonNull(hint);
    }

    /** This problem as an exception, for the one place in {@code cli} that prints it. */
    public ProblemException asException() {
        return new ProblemException(this, null);
    }

    public ProblemException causedBy(Throwable cause) {
        return new ProblemException(this, cause);
    }
}
