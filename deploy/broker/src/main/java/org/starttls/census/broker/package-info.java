/**
 * A single-node Kafka for one campaign on one machine, run as a child process on a class path of its own.
 *
 * <p>Invariant: it listens on loopback only, asks every client for the password, and is gone when its parent is: the end
 * of its standard input halts it. What it has acknowledged survives that. It knows nothing of campaigns or topics.
 */
package org.starttls.census.broker;
