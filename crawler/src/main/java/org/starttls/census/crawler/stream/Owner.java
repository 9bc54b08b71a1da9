package org.starttls.census.crawler.stream;

import java.util.concurrent.CompletionStage;
import org.apache.avro.specific.SpecificRecord;

/**
 * Who owns a partition owns the truth about its keys: what was seen, which address is busy, how many contacts it had.
 * All methods are called on the loop's one thread and must not block; only the stage returned by {@link #work} may
 * complete on another thread.
 *
 * @param <T> the task
 */
public interface Owner<T extends SpecificRecord> {
    /**
     * Replays the past: a task of the work topic that was taken up before, duplicates included. Called in offset order
     * before the first {@link #admit}. What was still in flight is then admitted again, as {@link Origin#WAITING}.
     */
    void recall(T task);

    /** Replays the past: a note that an earlier {@link Outcome} of this partition carried. */
    void recallNote(SpecificRecord note);

    /**
     * Decides about a task at the head. Reserves what the task needs (its address, its place in the budget) when it
     * answers START.
     *
     * @param origin whether the task comes from the work topic or back from a waiting topic
     */
    Admission admit(T task, Origin origin);

    /**
     * Does the work of an admitted task. The stage fails only by a bug of ours; the loop then asks {@link #localFault}
     * for the record of it.
     */
    CompletionStage<Outcome> work(T task);

    /** The outcome that records a fault of our own in place of the one {@link #work} did not deliver. */
    Outcome localFault(T task, Throwable fault);

    /**
     * Completes the outcome of an admitted task with what only the owner knows, in the order in which outcomes are
     * committed: what an earlier one of them carried is there if this one is.
     */
    default Outcome settle(T task, Outcome outcome) {
        return outcome;
    }

    /** Called on the loop's thread after the outcome of an admitted task is taken, to free what START reserved. */
    default void done(T task) {}

    /** Where a task comes from. */
    enum Origin {
        /**
         * First offer of a task of the work topic: the only one that may be answered DUPLICATE. Any other answer takes
         * the key, HOLD and WAIT included.
         */
        WORK,
        /**
         * Offered before: it was held or waited, is a follow-up, or was in flight when an earlier owner died. Counted
         * before, never a duplicate.
         */
        WAITING
    }
}
