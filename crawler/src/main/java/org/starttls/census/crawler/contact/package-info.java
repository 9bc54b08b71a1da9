/**
 * Who may be contacted, when, and how often: the probe stage.
 *
 * <p>An owner of a partition of endpoints knows all addresses of its network prefixes, so the promises hold without a
 * shared store: one connection to an address at a time, spaced; an endpoint once per host name, again only for a named
 * purpose; no address more than its contacts a campaign. It decides before the probe is made and records what it decided;
 * it knows nothing of SMTP beyond the ending.
 */
package org.starttls.census.crawler.contact;
