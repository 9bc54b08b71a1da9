package org.starttls.census.crawler.contact;

import java.net.InetAddress;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.starttls.census.crawler.conduct.AddressPolicy;
import org.starttls.census.crawler.conduct.OptOut;
import org.starttls.census.crawler.probe.ConnectPermit;
import org.starttls.census.crawler.probe.dialogue.SkipReason;

/**
 * What forbids a contact whatever the time: the address itself, an opt-out, no route.
 *
 * @param hasRoute whether this machine can send to an address of this family
 */
public record ContactRules(AddressPolicy addresses, OptOut optOut, Predicate<InetAddress> hasRoute)
        implements ConnectPermit {
    public ContactRules {
        Objects.requireNonNull(addresses);
        Objects.requireNonNull(optOut);
        Objects.requireNonNull(hasRoute);
    }

    @Override
    public Optional<SkipReason> refusal(InetAddress address) {
        if (addresses.refusal(address).isPresent()) {
            return Optional.of(SkipReason.SPECIAL_PURPOSE);
        }
        if (optOut.coversAddress(address)) {
            return Optional.of(SkipReason.OPTED_OUT);
        }
        return hasRoute.test(address) ? Optional.empty() : Optional.of(SkipReason.FAMILY_UNAVAILABLE);
    }

    Optional<SkipReason> refusal(String mxHost, InetAddress address) {
        return optOut.coversHost(mxHost) ? Optional.of(SkipReason.OPTED_OUT) : refusal(address);
    }
}
