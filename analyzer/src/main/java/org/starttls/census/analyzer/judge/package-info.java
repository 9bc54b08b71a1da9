/**
 * What the evidence means: signs of downgrade, grounds of refusal, names, certificates. Pure functions of facts; the tables
 * come to them.
 *
 * <p>{@link org.starttls.census.analyzer.judge.Rule} is the index: every rule with its source. Evidence that is not complete
 * makes a verdict {@code UNKNOWN}, never a guess. A peer's fault is a verdict; an exception is a bug of ours.
 *
 * <p>This room knows nothing of files, SQL, Avro or the clock.
 */
package org.starttls.census.analyzer.judge;
