/**
 * From the fact tables of a campaign to its verdict tables.
 *
 * <p>{@link org.starttls.census.analyzer.verdict.Judging} walks the data once: known intermediates, distinct chains, sessions,
 * then hosts and domains by SQL. Rules stand in {@code judge}; roll-ups stand in {@code sql/verdicts}; this room only carries.
 * Verdicts appear whole or not at all, and the same facts, trust store and rules give the same bytes. Memory does not grow
 * with the campaign but for what is kept of each distinct chain.
 */
package org.starttls.census.analyzer.verdict;
