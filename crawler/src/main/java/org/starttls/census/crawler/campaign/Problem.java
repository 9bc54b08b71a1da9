package org.starttls.census.crawler.campaign;

import java.util.Objects;

/** What stops a command, in the words its user reads: cause, evidence, consequence, remedy. */
public final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String id;
    private final ExitStatus exitStatus;
    private final String what;
    private final String because;
    private final String effect;
    private final String hint;

    /**
     * @param id stable, for example "C002"
     * @param what one clause without a full stop
     * @param hint what to do; a command where one works
     */
    public Problem(String id, ExitStatus exitStatus, String what, String because, String effect, String hint) {
        super(id + ": " + what + ": " + because);
        this.id = Objects.requireNonNull(id);
        this.exitStatus = Objects.requireNonNull(exitStatus);
        this.what = Objects.requireNonNull(what);
        this.because = Objects.requireNonNull(because);
        this.effect = Objects.requireNonNull(effect);
        this.hint = Objects.requireNonNull(hint);
    }

    public Problem causedBy(Throwable cause) {
        initCause(cause);
        return this;
    }

    public String id() {
        return id;
    }

    public ExitStatus exitStatus() {
        return exitStatus;
    }

    public String what() {
        return what;
    }

    public String because() {
        return because;
    }

    public String effect() {
        return effect;
    }

    public String hint() {
        return hint;
    }
}
