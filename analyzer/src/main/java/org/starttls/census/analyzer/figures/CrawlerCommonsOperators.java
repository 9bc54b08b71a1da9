package org.starttls.census.analyzer.figures;

import crawlercommons.domains.EffectiveTldFinder;
import java.util.ArrayList;
import java.util.List;
import org.starttls.census.analyzer.engine.Engine;
import org.starttls.census.analyzer.engine.Query;

/**
 * Who runs an MX host: for now the registrable domain of its name, by the ICANN part of the Public Suffix List that the
 * library bundles; below a top-level domain that the list does not know, the last two labels. A name that has none (a public
 * suffix itself) stands for itself.
 */
final class CrawlerCommonsOperators {
    private CrawlerCommonsOperators() {}

    /** Makes the table {@code host_operators (mx_host, operator)} of every MX host that a domain names. */
    static void load(Engine engine) {
        List<List<String>> rows = new ArrayList<>();
        engine.query(Query.of("select distinct mx_host from domain_mx order by mx_host"), row -> {
            String host = row.needText("mx_host");
            rows.add(List.of(host, operator(host)));
        });
        engine.load("host_operators", List.of("mx_host", "operator"), rows);
    }

    static String operator(String host) {
        String domain = EffectiveTldFinder.getAssignedDomain(host, true, true);
        if (domain != null) {
            return domain;
        }
        boolean isKnownSuffix = EffectiveTldFinder.getEffectiveTLD(host, true) != null;
        return isKnownSuffix ? host : lastTwoLabels(host);
    }

    private static String lastTwoLabels(String host) {
        int last = host.lastIndexOf('.');
        return host.substring(host.lastIndexOf('.', last - 1) + 1);
    }
}
