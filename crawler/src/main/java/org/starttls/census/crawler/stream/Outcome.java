package org.starttls.census.crawler.stream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;
import org.starttls.census.schemas.Table;
import org.starttls.census.schemas.WorkTopic;

/**
 * What one task came to. All of it is produced, and the task's offset committed, in one transaction: either everything
 * here is visible or the task is done again.
 *
 * @param tally name under which the books count this outcome, for example "COMPLETED" or "FAN_IN"
 */
public record Outcome(List<Row> rows, List<Next> next, List<Later> later, List<SpecificRecord> notes, String tally) {
    /** A row for a fact table. */
    public record Row(Table table, SpecificRecord row) {
        public Row {
            Objects.requireNonNull(table);
            Objects.requireNonNull(row);
        }
    }

    /** A task for another stage. */
    public record Next(WorkTopic topic, String key, SpecificRecord task) {
        public Next {
            Objects.requireNonNull(topic);
            Objects.requireNonNull(key);
            Objects.requireNonNull(task);
        }
    }

    /** A task of the same stage and partition, to be admitted again (origin WAITING) after a delay. */
    public record Later(Duration atLeast, SpecificRecord task) {
        public Later {
            Objects.requireNonNull(atLeast);
            Objects.requireNonNull(task);
        }
    }

    public Outcome {
        rows = List.copyOf(rows);
        next = List.copyOf(next);
        later = List.copyOf(later);
        notes = List.copyOf(notes);
        Objects.requireNonNull(tally);
    }

    /** The same with other tasks for other stages. */
    public Outcome withNext(List<Next> other) {
        return new Outcome(rows, other, later, notes, tally);
    }

    public static Builder counted(String tally) {
        return new Builder(tally);
    }

    /** Collects the parts of an outcome. Not for use by two threads. */
    public static final class Builder {
        private final String tally;
        private final List<Row> rows = new ArrayList<>();
        private final List<Next> next = new ArrayList<>();
        private final List<Later> later = new ArrayList<>();
        private final List<SpecificRecord> notes = new ArrayList<>();

        private Builder(String tally) {
            this.tally = tally;
        }

        public Builder row(Table table, SpecificRecord row) {
            rows.add(new Row(table, row));
            return this;
        }

        public Builder next(WorkTopic topic, String key, SpecificRecord task) {
            next.add(new Next(topic, key, task));
            return this;
        }

        public Builder later(Duration atLeast, SpecificRecord task) {
            later.add(new Later(atLeast, task));
            return this;
        }

        /** A note that is replayed to the next owner of this partition. */
        public Builder note(SpecificRecord note) {
            notes.add(note);
            return this;
        }

        public Outcome build() {
            return new Outcome(rows, next, later, notes, tally);
        }
    }
}
