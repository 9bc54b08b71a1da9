/**
 * From files to domains: compression, lines, columns, names. Streaming, with a limit on every line, so that no list can
 * fill the memory; what is no domain is said with its line and reason, never repaired, never dropped in silence.
 */
package org.starttls.census.crawler.input;
