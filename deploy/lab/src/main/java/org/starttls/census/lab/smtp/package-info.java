/**
 * The mail servers of the lab: one listener an address, all on one port. What a server says is decided by
 * {@link org.starttls.census.lab.smtp.ServerScript} without a socket; connections, timers and TLS stay in the adapters.
 */
package org.starttls.census.lab.smtp;
