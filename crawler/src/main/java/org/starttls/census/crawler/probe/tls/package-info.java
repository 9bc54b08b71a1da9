/**
 * TLS as a measuring client needs it: engines that accept any certificate and resume nothing, and a reader of what went
 * over the wire.
 *
 * <p>Version, cipher suite, group and alerts are read from the records themselves, because engines tell too little and,
 * after a failure, nothing. The reader is total: whatever bytes come, it neither throws nor grows beyond its limits.
 * Knows nothing of SMTP.
 */
package org.starttls.census.crawler.probe.tls;
