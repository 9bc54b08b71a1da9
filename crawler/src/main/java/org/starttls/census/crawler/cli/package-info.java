/**
 * The crawler's half of {@code census}: {@code scan}, {@code status}, {@code demo}. The only room that wires the others
 * together, talks to the user and ends the process.
 */
package org.starttls.census.crawler.cli;
