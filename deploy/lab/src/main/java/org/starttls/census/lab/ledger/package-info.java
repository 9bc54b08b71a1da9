/**
 * What was planted, in sum and one by one, and what came of it. {@link org.starttls.census.lab.ledger.FunnelCounts} follows
 * from the plan alone and is written before anybody can ask anything; a report is then held against it, figure by figure.
 */
package org.starttls.census.lab.ledger;
