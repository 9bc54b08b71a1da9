package org.starttls.census.analyzer.judge.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import javax.security.auth.x500.X500Principal;

/**
 * Looks for paths from a leaf to a trust anchor, depth first, anchors before intermediates.
 *
 * <p>Certificates are tried by name and then by signature, in the order given. The limits stop chains that were made to
 * keep us busy: x certificates of one name, each signed by all the others, have x! paths.
 */
final class PathSearch {
    /** Certificates below the anchor. The longest real path we know has 5. Chosen. */
    static final int MAX_DEPTH = 10;

    /** Signature checks per chain. Chosen: some milliseconds. */
    static final int MAX_CHECKS = 100;

    /** Paths kept; cross-signed roots give a few. Chosen. */
    private static final int MAX_PATHS = 16;

    private final TrustAnchors anchors;
    private final Signatures signatures;
    private final Function<X500Principal, List<Certificate>> intermediates;
    private final List<Certificate> current = new ArrayList<>();
    private final List<CertificatePath> paths = new ArrayList<>();
    private List<Certificate> longest = List.of();
    private int checks;

    PathSearch(TrustAnchors anchors, Signatures signatures, Function<X500Principal, List<Certificate>> intermediates) {
        this.anchors = anchors;
        this.signatures = signatures;
        this.intermediates = intermediates;
    }

    PathSearch from(Certificate leaf) {
        if (anchors.contains(leaf)) {
            paths.add(CertificatePath.of(List.of(leaf), List.of()));
        } else {
            climb(leaf);
        }
        return this;
    }

    private void climb(Certificate certificate) {
        current.add(certificate);
        if (current.size() > longest.size()) {
            longest = List.copyOf(current);
        }
        for (Certificate anchor : anchors.named(certificate.issuer())) {
            if (paths.size() < MAX_PATHS && isSignedBy(certificate, anchor)) {
                paths.add(CertificatePath.of(List.copyOf(current), List.of(anchor)));
            }
        }
        if (current.size() < MAX_DEPTH) {
            for (Certificate issuer : intermediates.apply(certificate.issuer())) {
                boolean isNew = !anchors.contains(issuer)
                        && current.stream()
                                .noneMatch(below -> below.subject().equals(issuer.subject())
                                        && Signatures.haveSameKey(below, issuer));
                if (isNew && paths.size() < MAX_PATHS && isSignedBy(certificate, issuer)) {
                    climb(issuer);
                }
            }
        }
        current.remove(current.size() - 1);
    }

    private boolean isSignedBy(Certificate certificate, Certificate issuer) {
        if (checks == MAX_CHECKS) {
            return false;
        }
        checks++;
        return signatures.verify(certificate, issuer);
    }

    List<CertificatePath> paths() {
        return paths;
    }

    /** As far as the longest path came that led nowhere. */
    CertificatePath longest(Certificate leaf) {
        return CertificatePath.of(longest.isEmpty() ? List.of(leaf) : longest, List.of());
    }

    int checks() {
        return checks;
    }

    boolean hitLimit() {
        return checks == MAX_CHECKS;
    }
}
