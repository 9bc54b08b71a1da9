package org.starttls.census.analyzer.verdict;

import crawlercommons.domains.EffectiveTldFinder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.starttls.census.analyzer.judge.RegistrableDomains;

/** By the ICANN part of the Public Suffix List that the library bundles. */
public final class CrawlerCommonsDomains implements RegistrableDomains {
    /** Bytes. Version and commit stand in the first 20 lines. */
    private static final int HEAD_BYTES = 4_096;

    @Override
    public String of(String name) {
        String domain = EffectiveTldFinder.getAssignedDomain(name, true, true);
        if (domain != null) {
            return domain;
        }
        return knowsTopLevelOf(name) ? name : lastTwoLabels(name);
    }

    @Override
    public boolean knowsTopLevelOf(String name) {
        return EffectiveTldFinder.getEffectiveTLD(name, true) != null;
    }

    /** Version and commit of the list, as its head says. */
    public static String listVersion() {
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

    private static String lastTwoLabels(String name) {
        int last = name.lastIndexOf('.');
        return name.substring(name.lastIndexOf('.', last - 1) + 1);
    }
}
