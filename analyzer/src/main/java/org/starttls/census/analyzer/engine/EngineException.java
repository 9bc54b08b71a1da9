package org.starttls.census.analyzer.engine;

/** The engine did not answer: a query that is wrong, a file that cannot be read, no space to spill to. */
public final class EngineException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public EngineException(String message, Throwable cause) {
        super(message, cause);
    }
}
