package org.starttls.census.analyzer.campaign;

/** Carries a {@link Problem} to the command line, which prints it and ends with its status. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    ProblemException(Problem problem, Throwable cause) {
        super(problem.id() + ": " + problem.what() + " (" + problem.because() + ")", cause);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
