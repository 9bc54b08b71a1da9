/**
 * What a running scan shows: a block redrawn in place on a terminal, a plain line elsewhere, the progress file that
 * {@code status} reads, and the closing summary.
 *
 * <p>All of it is drawn from the books. It knows the pipeline's counts, never a peer's bytes.
 */
package org.starttls.census.crawler.observe;
