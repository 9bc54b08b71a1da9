/**
 * A campaign as its user sees it: the folder, the manifest, the effective configuration, and the problems that stop it.
 *
 * <p>The manifest is written by the crawler alone; it is where every date, version and count of a report comes from. It
 * knows nothing of Kafka, DNS or SMTP.
 */
package org.starttls.census.crawler.campaign;
