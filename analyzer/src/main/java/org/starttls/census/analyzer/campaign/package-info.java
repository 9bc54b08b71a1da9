/**
 * A campaign as it lies on a disk: its folder, its manifest, and what can be wrong with them.
 *
 * <p>The analyzer reads what the crawler wrote and never changes it; it adds {@code verdicts/} and {@code report/}. Facts
 * are found by looking (every {@code *.parquet} in a table's folder), never by trusting the manifest's list. A
 * {@link org.starttls.census.analyzer.campaign.Problem} is what a user is told when we cannot go on: what, because, effect
 * and hint, with the exit status.
 *
 * <p>This room knows nothing of SQL, of rules or of pages.
 */
package org.starttls.census.analyzer.campaign;
