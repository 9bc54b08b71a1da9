package org.starttls.census.crawler.route;

import crawlercommons.domains.EffectiveTldFinder;
import java.util.Optional;

/** The Public Suffix List as crawler-commons carries it, with its private section: who rents out names is a registry. */
public final class CrawlerCommonsSuffixes implements Suffixes {
    @Override
    public Optional<String> registrableDomain(String domain) {
        String assigned = EffectiveTldFinder.getAssignedDomain(domain, true, false);
        if (assigned != null) {
            return Optional.of(assigned);
        }
        return EffectiveTldFinder.getEffectiveTLD(domain, false) == null ? byDefaultRule(domain) : Optional.empty();
    }

    /** The list's rule "*" for a top-level domain that it does not know. */
    private static Optional<String> byDefaultRule(String domain) {
        int lastDot = domain.lastIndexOf('.');
        return lastDot < 0 ? Optional.empty() : Optional.of(domain.substring(domain.lastIndexOf('.', lastDot - 1) + 1));
    }
}
