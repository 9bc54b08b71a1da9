/**
 * One conversation with one endpoint for one host name: greeting, EHLO, STARTTLS, handshake, EHLO again, QUIT.
 *
 * <p>{@code dialogue} decides what to say and how it ended, {@code tls} reads the handshake, and the driver of this
 * package moves bytes and timers between them and the network. The result is one
 * {@link org.starttls.census.crawler.probe.ProbeObservation}, whatever the peer did; a failed stage is a bug of ours.
 * Nothing here chooses whom to contact, how often or when, and nothing judges.
 */
package org.starttls.census.crawler.probe;
