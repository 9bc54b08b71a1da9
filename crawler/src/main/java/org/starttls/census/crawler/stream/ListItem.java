package org.starttls.census.crawler.stream;

import java.util.Objects;
import org.starttls.census.schemas.DomainTask;
import org.starttls.census.schemas.RejectedRow;

/** What one data line of the list came to, in the order of the list. */
public sealed interface ListItem {
    Kind kind();

    /** One constant a permitted type. */
    enum Kind {
        ACCEPTED,
        REJECTED
    }

    /** A distinct domain: work of the first stage. */
    record Accepted(DomainTask task) implements ListItem {
        public Accepted {
            Objects.requireNonNull(task);
        }

        @Override
        public Kind kind() {
            return Kind.ACCEPTED;
        }
    }

    /** A line that is no domain of the campaign: a row of the table rejected. */
    record Rejected(RejectedRow row) implements ListItem {
        public Rejected {
            Objects.requireNonNull(row);
        }

        @Override
        public Kind kind() {
            return Kind.REJECTED;
        }
    }
}
