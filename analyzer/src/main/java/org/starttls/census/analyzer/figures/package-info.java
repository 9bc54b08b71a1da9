/**
 * The figures of a campaign: what the SQL files count, under the names that a report prints.
 *
 * <p>All counting is SQL, one file per table or figure; Java names, divides and rounds. Each rate keeps numerator,
 * denominator, unit, rule and what is unknown; shares are exact to six decimals, so that the same campaign gives the same
 * digits everywhere. The identities of the funnel are checked here, and what does not balance is part of the figures.
 *
 * <p>This room does not know how figures are shown.
 */
package org.starttls.census.analyzer.figures;
