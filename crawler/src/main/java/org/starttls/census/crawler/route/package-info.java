/**
 * From a domain to its mail route: MX, the implicit MX behind it, null MX, and the records by which a domain promises
 * something about its mail (MTA-STS, TLSRPT). Sources: RFC 5321 s5.1, RFC 7505, RFC 8461 s3.1, RFC 8460 s3.
 *
 * <p>In the order of the data: {@link org.starttls.census.crawler.route.RouteStage} owns domains,
 * {@link org.starttls.census.crawler.route.RouteLookup} asks, {@link org.starttls.census.crawler.route.MailRoute} and
 * {@link org.starttls.census.crawler.route.PolicyFinding} are what came of it,
 * {@link org.starttls.census.crawler.route.DomainRows} what is stored. A failed lookup is never read as absence. Whether
 * a mail host exists, and what it promises, is not decided here.
 */
package org.starttls.census.crawler.route;
