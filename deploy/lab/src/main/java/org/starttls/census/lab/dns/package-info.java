/**
 * The resolver of the lab: answers for a planned world, over UDP and TCP on one port. What is asked is decided by
 * {@link org.starttls.census.lab.dns.Answers} without a socket; messages and sockets stay in the two adapters.
 */
package org.starttls.census.lab.dns;
