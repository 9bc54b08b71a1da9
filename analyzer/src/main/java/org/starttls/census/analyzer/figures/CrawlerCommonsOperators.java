package org.starttls.census.analyzer.figures;

import crawlercommons.domains.EffectiveTldFinder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.starttls.census.analyzer.engine.Engine;
import org.starttls.census.analyzer.engine.Query;

/**
 * Who runs an MX host: for now the registrable domain of its name, by the ICANN part of the Public Suffix List that the
 * library bundles; below a top-level domain that the list does not know, the last two labels. A name that has none (a public
 * suffix itself) stands for itself.
 */
final class CrawlerCommonsOperators {
    /** Bytes. Version and commit stand in the first 20 lines. */
    private static final int HEAD_BYTES = 4_096;

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

    /** Version and commit of the list that the library bundles, as its head says. */
    static String listVersion() {
        try (InputStream in = EffectiveTldFinder.class.getResourceAsStream("/effective_tld_names.dat")) {
            if (in == null) {
                return "unknown";
            }
            byte[] head = in.readNBytes(HEAD_BYTES);
            return new String(head, StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith("// VERSION: ") || line.startsWith("// COMMIT: "))
                    .map(line -> line.substring(line.indexOf(": ") + 2))
                    .collect(Collectors.joining(" "));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
