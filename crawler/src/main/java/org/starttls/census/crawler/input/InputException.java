package org.starttls.census.crawler.input;

import java.util.Objects;

/** The list cannot be read, or no further. Lines before it are good. */
public final class InputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String because;
    private final String hint;

    public InputException(String because, String hint) {
        super(because);
        this.because = Objects.requireNonNull(because);
        this.hint = Objects.requireNonNull(hint);
    }

    /** Which file, where in it, what was found. */
    public String because() {
        return because;
    }

    public String hint() {
        return hint;
    }

    InputException causedBy(Throwable cause) {
        initCause(cause);
        return this;
    }
}
