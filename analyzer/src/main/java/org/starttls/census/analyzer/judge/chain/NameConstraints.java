package org.starttls.census.analyzer.judge.chain;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;
import org.starttls.census.analyzer.judge.NameMatch;
import org.starttls.census.analyzer.judge.Truth;

/**
 * Names that a CA may, or may not, certify: DNS names, IP addresses and directory names. Source: RFC 5280 s4.2.1.10.
 *
 * <pre>{@code
 * NameConstraints ::= SEQUENCE { permittedSubtrees [0] GeneralSubtrees OPTIONAL,
 *                                excludedSubtrees  [1] GeneralSubtrees OPTIONAL }
 * GeneralSubtree  ::= SEQUENCE { base GeneralName, minimum [0] DEFAULT 0, maximum [1] OPTIONAL }
 * }</pre>
 *
 * <p>What cannot be read, or not in bounded time, permits nothing; neither do constraints that name no tree. A constraint on
 * DNS names forbids what is no DNS name in the place of one. A constraint on a form of name that is not understood here
 * forbids certificates that have such a name.
 */
final class NameConstraints {
    /**
     * Names of one certificate times trees of one CA. Stops pairs that were made to keep us busy; real ones have hundreds.
     * Chosen.
     */
    static final int MAX_COMPARISONS = 100_000;

    private static final int PERMITTED = 0xA0;
    private static final int EXCLUDED = 0xA1;
    private static final int DNS_NAME = 0x82;
    private static final int DIRECTORY_NAME = 0xA4;
    private static final int IP_ADDRESS = 0x87;

    private final List<DerReader.Element> permitted = new ArrayList<>();
    private final List<DerReader.Element> excluded = new ArrayList<>();
    private boolean unreadable;

    private NameConstraints() {}

    /** @param extension its value as the platform hands it out: an OCTET STRING around it */
    static NameConstraints parse(byte[] extension) {
        NameConstraints constraints = new NameConstraints();
        try {
            DerReader.Element octets = DerReader.only(extension);
            List<DerReader.Element> fields = DerReader.only(octets.content()).children();
            constraints.unreadable |= fields.isEmpty();
            for (DerReader.Element subtrees : fields) {
                List<DerReader.Element> bases =
                        subtrees.tag() == PERMITTED ? constraints.permitted : constraints.excluded;
                constraints.unreadable |= subtrees.tag() != PERMITTED && subtrees.tag() != EXCLUDED;
                constraints.unreadable |= subtrees.children().isEmpty();
                for (DerReader.Element subtree : subtrees.children()) {
                    DerReader.Element base = subtree.children().get(0);
                    constraints.unreadable |= !isReadable(base);
                    bases.add(base);
                }
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            constraints.unreadable = true;
        }
        return constraints;
    }

    private static boolean isReadable(DerReader.Element base) {
        return switch (base.tag()) {
            case DNS_NAME -> DerReader.ascii(base.content()).indexOf('*') < 0;
            case IP_ADDRESS -> base.content().length == 8 || base.content().length == 32;
            default -> true;
        };
    }

    /** Whether every name below stays within. Self-issued intermediates are exempt. */
    boolean permit(List<Certificate> below) {
        if (unreadable) {
            return false;
        }
        for (int place = 0; place < below.size(); place++) {
            Certificate certificate = below.get(place);
            if ((place == 0 || !certificate.isSelfIssued()) && !permit(certificate)) {
                return false;
            }
        }
        return true;
    }

    private boolean permit(Certificate certificate) {
        long names =
                (long) certificate.dnsNames().size() + certificate.ipAddresses().size();
        if (names * ((long) permitted.size() + excluded.size()) > MAX_COMPARISONS) {
            return false;
        }
        try {
            return certificate.dnsNames().stream().allMatch(this::permitsDomain)
                    && certificate.ipAddresses().stream()
                            .allMatch(address -> permits(IP_ADDRESS, address, NameConstraints::isWithinNetwork))
                    && permits(DIRECTORY_NAME, certificate.subject(), NameConstraints::isWithinDirectory)
                    && Stream.concat(permitted.stream(), excluded.stream())
                            .noneMatch(base -> isUnknown(base) && certificate.hasNameOfForm(base.tag() & 0x1F));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** A form of name that is not understood here; a certificate that has one cannot be said to keep to it. */
    private static boolean isUnknown(DerReader.Element base) {
        return base.tag() != DNS_NAME && base.tag() != IP_ADDRESS && base.tag() != DIRECTORY_NAME;
    }

    /** A wildcard also covers the excluded names one label below it. */
    private boolean permitsDomain(String name) {
        boolean coversExcluded = name.startsWith("*.")
                && excluded.stream()
                        .filter(base -> base.tag() == DNS_NAME)
                        .map(base -> DerReader.ascii(base.content()))
                        .anyMatch(base -> NameMatch.of(base.toLowerCase(Locale.ROOT), List.of(name)) == Truth.YES);
        boolean isConstrained =
                Stream.concat(permitted.stream(), excluded.stream()).anyMatch(base -> base.tag() == DNS_NAME);
        boolean isName = NameMatch.usable(name).isPresent();
        return !coversExcluded
                && (isName || !isConstrained)
                && permits(DNS_NAME, name, NameConstraints::isWithinDomain);
    }

    private <N> boolean permits(int tag, N name, BiPredicate<N, byte[]> isWithin) {
        // An empty subject has no name of that form.
        if (name instanceof X500Principal subject && subject.getName().isEmpty()) {
            return true;
        }
        if (excluded.stream().anyMatch(base -> base.tag() == tag && isWithin.test(name, base.content()))) {
            return false;
        }
        List<DerReader.Element> ofForm =
                permitted.stream().filter(base -> base.tag() == tag).toList();
        return ofForm.isEmpty() || ofForm.stream().anyMatch(base -> isWithin.test(name, base.content()));
    }

    /** A wildcard is within where the names it covers are. A leading dot, though not of this form, is tolerated. */
    private static boolean isWithinDomain(String name, byte[] base) {
        String domain = DerReader.ascii(base).toLowerCase(Locale.ROOT);
        String lower = name.toLowerCase(Locale.ROOT);
        if (domain.isEmpty() || lower.equals(domain)) {
            return true;
        }
        return lower.endsWith(domain.startsWith(".") ? domain : "." + domain);
    }

    private static boolean isWithinNetwork(String address, byte[] base) {
        byte[] bytes = literal(address);
        if (base.length != 2 * bytes.length) {
            return false;
        }
        for (int i = 0; i < bytes.length; i++) {
            if (((bytes[i] ^ base[i]) & base[bytes.length + i]) != 0) {
                return false;
            }
        }
        return true;
    }

    /** The platform's text of an iPAddress holds digits, dots and colons only, so that nothing is looked up. */
    private static byte[] literal(String address) {
        if (!address.matches("[0-9a-fA-F.:]+")) {
            throw new IllegalArgumentException(address);
        }
        try {
            return InetAddress.getByName(address).getAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(address, e);
        }
    }

    /** The base's relative names are the first of the subject's. */
    private static boolean isWithinDirectory(X500Principal subject, byte[] base) {
        List<DerReader.Element> prefix = DerReader.only(base).children();
        List<DerReader.Element> names = DerReader.only(subject.getEncoded()).children();
        if (prefix.size() > names.size()) {
            return false;
        }
        for (int i = 0; i < prefix.size(); i++) {
            if (!alone(prefix.get(i)).equals(alone(names.get(i)))) {
                return false;
            }
        }
        return true;
    }

    private static X500Principal alone(DerReader.Element relativeName) {
        return new X500Principal(DerReader.sequenceOf(relativeName));
    }
}
