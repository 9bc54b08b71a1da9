package org.starttls.census.crawler.input;

import java.util.Objects;

/** What one data line of the list came to. */
public sealed interface ListLine {
    Kind kind();

    /** One constant a permitted type. */
    enum Kind {
        ADMITTED,
        REJECTED
    }

    /**
     * A domain seen for the first time.
     *
     * @param domain A-labels, lower case, no trailing dot
     * @param rank of the rank column, else the position among distinct domains, from 1
     */
    record Admitted(String domain, long rank, String source, long lineNumber) implements ListLine {
        public Admitted {
            Objects.requireNonNull(domain);
            Objects.requireNonNull(source);
        }

        @Override
        public Kind kind() {
            return Kind.ADMITTED;
        }
    }

    /**
     * A line that is no domain of the campaign.
     *
     * @param text its first {@value #MAX_TEXT_CHARS} characters, control characters as \xNN
     */
    record Rejected(String source, long lineNumber, String text, RejectReason reason) implements ListLine {
        static final int MAX_TEXT_CHARS = 256;

        public Rejected {
            Objects.requireNonNull(source);
            Objects.requireNonNull(text);
            Objects.requireNonNull(reason);
        }

        @Override
        public Kind kind() {
            return Kind.REJECTED;
        }
    }
}
