/**
 * The analyzer's commands: options in, exit status out. Everything is wired here by hand; no other room exits, reads the
 * clock or writes to a terminal.
 */
package org.starttls.census.analyzer.cli;
