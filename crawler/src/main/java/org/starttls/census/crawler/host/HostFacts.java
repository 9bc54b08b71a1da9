package org.starttls.census.crawler.host;

import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.starttls.census.crawler.dns.DnsAnswer;
import org.starttls.census.crawler.dns.DnsRecord;
import org.starttls.census.crawler.dns.LookupFailure;
import org.starttls.census.crawler.dns.Security;

/**
 * What the lookups of a mail host came to.
 *
 * @param observedAt when the last lookup ended
 */
record HostFacts(DnsAnswer a, DnsAnswer aaaa, Instant observedAt) {
    /** Addresses kept of a host. Chosen: the largest real host names have fewer; stops an answer made to be endless. */
    static final int MAX_ADDRESSES = 16;

    HostFacts {
        Objects.requireNonNull(a);
        Objects.requireNonNull(aaaa);
        Objects.requireNonNull(observedAt);
    }

    /** Both families together: found if either is, failed if either is and none is found. */
    DnsAnswer.Kind lookup() {
        if (either(DnsAnswer.Kind.FOUND)) {
            return DnsAnswer.Kind.FOUND;
        }
        if (either(DnsAnswer.Kind.FAILED)) {
            return DnsAnswer.Kind.FAILED;
        }
        return either(DnsAnswer.Kind.NO_DATA) ? DnsAnswer.Kind.NO_DATA : DnsAnswer.Kind.NO_SUCH_NAME;
    }

    /** Whether something is not known that a later lookup may find. */
    boolean isIncomplete() {
        return either(DnsAnswer.Kind.FAILED);
    }

    Optional<LookupFailure> failure() {
        return failure(a).or(() -> failure(aaaa));
    }

    /** The weaker of the two answers. */
    Security security() {
        return a.provenance().security().weaker(aaaa.provenance().security());
    }

    /** Of the answer that got further; both go the same way unless one failed underway. */
    List<String> aliases() {
        List<String> ofA = a.provenance().aliases();
        List<String> ofAaaa = aaaa.provenance().aliases();
        return ofAaaa.size() > ofA.size() ? ofAaaa : ofA;
    }

    /** All distinct addresses: IPv4 first, then IPv6, each in the order of their bytes, so that a cut is nobody's chance. */
    List<InetAddress> allAddresses() {
        List<InetAddress> all = new ArrayList<>(addresses(a));
        all.addAll(addresses(aaaa));
        return all;
    }

    private static List<InetAddress> addresses(DnsAnswer answer) {
        if (!(answer instanceof DnsAnswer.Found found)) {
            return List.of();
        }
        return found.records().stream()
                .map(record -> ((DnsRecord.Address) record).address())
                .distinct()
                .sorted((x, y) -> Arrays.compareUnsigned(x.getAddress(), y.getAddress()))
                .toList();
    }

    private static Optional<LookupFailure> failure(DnsAnswer answer) {
        return answer instanceof DnsAnswer.Failed failed ? Optional.of(failed.failure()) : Optional.empty();
    }

    private boolean either(DnsAnswer.Kind kind) {
        return a.kind() == kind || aaaa.kind() == kind;
    }
}
