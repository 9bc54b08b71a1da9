package org.starttls.census.analyzer.judge.chain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.security.auth.x500.X500Principal;

/** Certificates that are trusted as they are, or that known ones have vouched for, by subject. */
public final class TrustAnchors {
    private final Map<X500Principal, List<Certificate>> bySubject = new HashMap<>();
    private final Set<Certificate> all = new HashSet<>();

    public TrustAnchors(Iterable<Certificate> anchors) {
        anchors.forEach(this::add);
        bySubject.values().forEach(list -> list.sort(Comparator.comparing(Certificate::sha256)));
    }

    private void add(Certificate anchor) {
        if (all.add(anchor)) {
            bySubject
                    .computeIfAbsent(anchor.subject(), key -> new ArrayList<>())
                    .add(anchor);
        }
    }

    boolean contains(Certificate certificate) {
        return all.contains(certificate);
    }

    /** By fingerprint, so that a search meets them in the same order always. */
    List<Certificate> named(X500Principal subject) {
        return bySubject.getOrDefault(subject, List.of());
    }

    public int size() {
        return all.size();
    }
}
