package org.starttls.census.crawler.stream;

/** Why a pipeline stopped before its end, by what the caller does next. What was committed is kept either way. */
public abstract sealed class PipelineException extends Exception {
    private static final long serialVersionUID = 1L;

    private PipelineException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Something we depend on is not there (Kafka, the disk): tell the user, who resumes later. Exit status 4. */
    public static final class ResumeLater extends PipelineException {
        private static final long serialVersionUID = 1L;

        public ResumeLater(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** The list cannot be read to its end, or is no longer the one that was begun. Exit status 3. */
    public static final class ListUnreadable extends PipelineException {
        private static final long serialVersionUID = 1L;

        public ListUnreadable(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** A bug of ours: stop the campaign, report it. Exit status 1. */
    public static final class OwnFault extends PipelineException {
        private static final long serialVersionUID = 1L;

        public OwnFault(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** Everything ended, but the counts contradict each other: a bug of ours. Exit status 6. */
    public static final class Unbalanced extends PipelineException {
        private static final long serialVersionUID = 1L;

        public Unbalanced(String message) {
            super(message, null);
        }
    }
}
