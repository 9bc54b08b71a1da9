package org.starttls.census.lab.pki;

import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.starttls.census.lab.plan.CertificatePlan;
import org.starttls.census.lab.plan.KeyKind;
import org.starttls.census.lab.plan.PlannedServer;

/**
 * What decides a server's chain: servers that are equal in this show the same one.
 *
 * @param names on the leaf; the first is in its subject
 */
public record IdentityPlan(CertificatePlan certificate, KeyKind key, List<String> names) {
    /** Names that certificates of others carry. */
    private static final int HOSTERS = 12;

    /** Names of one certificate that are too many. */
    private static final int MANY_NAMES = 10_000;

    public IdentityPlan {
        Objects.requireNonNull(certificate);
        Objects.requireNonNull(key);
        names = List.copyOf(names);
    }

    public static IdentityPlan of(PlannedServer server) {
        return of(server.certificate(), server.key(), server.hostNames());
    }

    /**
     * Of a server with these host names.
     *
     * @param hostNames of the mail hosts that lead to it; not empty
     */
    public static IdentityPlan of(CertificatePlan certificate, KeyKind key, List<String> hostNames) {
        return new IdentityPlan(certificate, key, names(certificate, hostNames));
    }

    private static List<String> names(CertificatePlan certificate, List<String> hostNames) {
        String first = hostNames.get(0);
        return switch (certificate) {
            case WILDCARD -> List.of("*" + first.substring(first.indexOf('.')));
            case MANY_NAMES ->
                Stream.concat(
                                IntStream.range(1, MANY_NAMES).mapToObj(i -> "n" + i + ".hoster.example"),
                                hostNames.stream())
                        .toList();
            case SELF_SIGNED_DEFAULT -> List.of("localhost.localdomain");
            case WRONG_NAME -> List.of("web" + Math.floorMod(first.hashCode(), HOSTERS) + ".hoster.example");
            case GOOD,
                    EXPIRED,
                    NOT_YET_VALID,
                    SELF_SIGNED,
                    SELF_SIGNED_EXPIRED,
                    UNKNOWN_ROOT,
                    NAME_IN_SUBJECT_ONLY,
                    LONG_CHAIN,
                    MISSING_INTERMEDIATE -> hostNames;
        };
    }
}
