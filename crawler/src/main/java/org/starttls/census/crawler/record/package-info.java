/**
 * Codecs between what the crawler saw and what is stored.
 *
 * <p>The one place where a room's types and the generated Avro classes meet. A codec is total: every value a room can
 * make has its row.
 */
package org.starttls.census.crawler.record;
