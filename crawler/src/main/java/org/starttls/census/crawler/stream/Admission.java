package org.starttls.census.crawler.stream;

import java.time.Duration;
import java.util.Objects;

/** An owner's decision about a task. */
public sealed interface Admission {
    Kind kind();

    /** One constant a permitted type. */
    enum Kind {
        START,
        HOLD,
        WAIT,
        RECORD,
        DUPLICATE
    }

    /** Work on it now. */
    record Start() implements Admission {
        @Override
        public Kind kind() {
            return Kind.START;
        }
    }

    /** Not now, ask again: what it needs is busy and will be free within seconds. */
    record Hold() implements Admission {
        @Override
        public Kind kind() {
            return Kind.HOLD;
        }
    }

    /** Not for a while: to a waiting topic, and thereby done here. */
    record Wait(Duration atLeast) implements Admission {
        public Wait {
            Objects.requireNonNull(atLeast);
        }

        @Override
        public Kind kind() {
            return Kind.WAIT;
        }
    }

    /** Decided without work: the outcome is at hand (skipped with its reason). */
    @SuppressWarnings("JavaLangClash") // always written with its owner, Admission.Record
    record Record(Outcome outcome) implements Admission {
        public Record {
            Objects.requireNonNull(outcome);
        }

        @Override
        public Kind kind() {
            return Kind.RECORD;
        }
    }

    /** Its key was there before: counted, nothing else. */
    record Duplicate() implements Admission {
        @Override
        public Kind kind() {
            return Kind.DUPLICATE;
        }
    }
}
