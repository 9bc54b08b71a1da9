/**
 * Questions to a recursive resolver next to us, and answers with their meaning: found, no data, no such name and "could
 * not ask" are types of their own, each with its DNSSEC state, the aliases followed and who answered.
 *
 * <p>Recursion and validation belong to the resolver; messages are dnsjava's, which no other class than
 * {@link org.starttls.census.crawler.dns.DnsjavaResolver} knows; datagrams and streams are ours, in {@code dns.io}. What
 * a name server does wrong is an answer, never an exception. This room does not know what a mail host is.
 */
package org.starttls.census.crawler.dns;
