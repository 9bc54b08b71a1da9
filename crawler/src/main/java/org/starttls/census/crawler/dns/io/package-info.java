/**
 * Bytes of DNS messages to and from resolvers: many queries in flight on few sockets, one thread, no lock.
 *
 * <p>{@link org.starttls.census.crawler.dns.io.QueryPipeline} hands queries to
 * {@link org.starttls.census.crawler.dns.io.DatagramPort}s, takes truncated answers again over a
 * {@link org.starttls.census.crawler.dns.io.StreamExchange}, and counts deadlines by a
 * {@link org.starttls.census.crawler.dns.io.LoopClock}. It reads the header and the question of a message and nothing
 * behind them; retries and meaning are its caller's.
 */
package org.starttls.census.crawler.dns.io;
