/**
 * SQL over the tables of a campaign: every table is a view by its name, also one without a single file.
 *
 * <p>The invariant: whoever asks sees rows, columns and {@link org.starttls.census.analyzer.engine.EngineException}, never a
 * type of the engine's library. One engine serves one thread, one query at a time. Times are UTC. Answers do not depend on
 * the number of threads: what is written or printed has a total order.
 *
 * <p>This room does not know what the tables mean.
 */
package org.starttls.census.analyzer.engine;
