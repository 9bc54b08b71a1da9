/**
 * Everything a campaign knows of one domain, from its MX records down to what was said in each session, with the verdicts,
 * the rules behind them and their sources.
 *
 * <p>Rows are shown as they lie in the tables. Whoever prints them escapes them: they hold text of peers.
 *
 * <p>This room judges nothing and counts nothing.
 */
package org.starttls.census.analyzer.show;
