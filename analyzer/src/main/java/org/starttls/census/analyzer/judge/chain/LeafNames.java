package org.starttls.census.analyzer.judge.chain;

import java.util.List;

/**
 * By what names a leaf certificate can be called.
 *
 * @param dns DNS names of subjectAltName
 * @param common common names of the subject, the most specific first
 */
public record LeafNames(List<String> dns, List<String> common) {
    public LeafNames {
        dns = List.copyOf(dns);
        common = List.copyOf(common);
    }
}
