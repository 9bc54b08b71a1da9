/**
 * From a leaf to a trust anchor: RFC 5280 path building and validation by our own bounded search and our own rules.
 *
 * <p>The platform parses certificates and checks signatures; it judges nothing, so that a verdict does not change with the
 * JDK's security settings. What does not depend on time (paths, signatures, constraints) is worked out once per distinct
 * chain; dates are compared per probe.
 *
 * <p>This room knows nothing of files or of the clock: the instant is given.
 */
package org.starttls.census.analyzer.judge.chain;
