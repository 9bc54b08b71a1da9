/**
 * Certificates as they were sent: bytes, fingerprints, and what the JDK can read in them.
 *
 * <p>The stage of this room writes each distinct certificate once. Nothing here trusts a certificate or judges it, and a
 * certificate that cannot be parsed is a fact like any other. Knows nothing of SMTP or TLS.
 */
package org.starttls.census.crawler.certificate;
