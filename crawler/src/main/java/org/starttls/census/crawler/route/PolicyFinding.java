package org.starttls.census.crawler.route;

import java.util.List;
import java.util.Objects;

/** What stands where a policy record would. */
sealed interface PolicyFinding {
    Kind kind();

    /** All texts at the name, as received, one character a byte. */
    default List<String> texts() {
        return List.of();
    }

    /** One constant a permitted type. */
    enum Kind {
        NONE,
        VALID,
        INVALID,
        LOOKUP_FAILED,
        NOT_ASKED
    }

    /** No record, nor an attempt at one. */
    record None(List<String> texts) implements PolicyFinding {
        public None {
            texts = List.copyOf(texts);
        }

        @Override
        public Kind kind() {
            return Kind.NONE;
        }
    }

    /** One valid record. */
    record Valid(List<String> texts) implements PolicyFinding {
        public Valid {
            texts = List.copyOf(texts);
        }

        @Override
        public Kind kind() {
            return Kind.VALID;
        }
    }

    /** An attempt that is not valid or not alone. */
    record Invalid(List<String> texts, PolicyFault fault) implements PolicyFinding {
        public Invalid {
            texts = List.copyOf(texts);
            Objects.requireNonNull(fault);
        }

        @Override
        public Kind kind() {
            return Kind.INVALID;
        }
    }

    /** Not answered. */
    record LookupFailed() implements PolicyFinding {
        @Override
        public Kind kind() {
            return Kind.LOOKUP_FAILED;
        }
    }

    /** No question was sent. */
    record NotAsked() implements PolicyFinding {
        @Override
        public Kind kind() {
            return Kind.NOT_ASKED;
        }
    }
}
