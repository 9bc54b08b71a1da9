package org.starttls.census.crawler.route;

import java.util.Optional;

/** Where names can be registered. Any thread. */
@FunctionalInterface
public interface Suffixes {
    /**
     * The domain that its owner registered: one label below a public suffix.
     *
     * @param domain A-labels, lower case, no trailing dot
     * @return empty if the domain is itself a public suffix
     */
    Optional<String> registrableDomain(String domain);
}
