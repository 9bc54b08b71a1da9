/**
 * From a mail host's name to its addresses: A and AAAA with the aliases in between, each host once a campaign. Sources:
 * RFC 5321 s5.1, RFC 3596.
 *
 * <p>{@link org.starttls.census.crawler.host.HostStage} owns host names,
 * {@link org.starttls.census.crawler.host.HostLookup} asks, {@link org.starttls.census.crawler.host.HostFacts} is what
 * came of it, {@link org.starttls.census.crawler.host.HostRows} what is stored. Every address becomes a task of the probe
 * stage, those that are never contacted included, so that each has its row there. Why a domain names the host is not
 * known here.
 */
package org.starttls.census.crawler.host;
