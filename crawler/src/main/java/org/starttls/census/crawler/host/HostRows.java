package org.starttls.census.crawler.host;

import java.net.InetAddress;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.starttls.census.crawler.conduct.AddressPolicy;
import org.starttls.census.crawler.conduct.OptOut;
import org.starttls.census.crawler.dns.DnsAnswer;
import org.starttls.census.schemas.EndpointKind;
import org.starttls.census.schemas.EndpointTask;
import org.starttls.census.schemas.HostAddressRow;
import org.starttls.census.schemas.HostRow;
import org.starttls.census.schemas.Lookup;
import org.starttls.census.schemas.LookupFailure;
import org.starttls.census.schemas.Purpose;
import org.starttls.census.schemas.Security;
import org.starttls.census.schemas.SkipReason;
import org.starttls.census.schemas.Tri;

/** Facts of a mail host as they are stored. */
final class HostRows {
    private static final int V4_BYTES = 4;

    private final OptOut optOut;
    private final AddressPolicy policy;
    private final NetworkOrigins origins;
    private final String vantage;

    HostRows(OptOut optOut, AddressPolicy policy, NetworkOrigins origins, String vantage) {
        this.optOut = Objects.requireNonNull(optOut);
        this.policy = Objects.requireNonNull(policy);
        this.origins = Objects.requireNonNull(origins);
        this.vantage = Objects.requireNonNull(vantage);
    }

    HostRow host(String mxHost, HostFacts facts, int lookups) {
        HostRow row = blank(mxHost, facts.observedAt(), lookups);
        int addresses = facts.allAddresses().size();
        row.setAddressLookup(Lookup.valueOf(facts.lookup().name()));
        row.setALookup(Lookup.valueOf(facts.a().kind().name()));
        row.setAaaaLookup(Lookup.valueOf(facts.aaaa().kind().name()));
        row.setLookupFailure(facts.failure()
                .map(failure -> LookupFailure.valueOf(failure.name()))
                .orElse(null));
        row.setAddressSecurity(Security.valueOf(facts.security().name()));
        row.setCnameChain(facts.aliases());
        row.setIsCname(isAlias(facts));
        row.setAddressCount(Math.min(addresses, HostFacts.MAX_ADDRESSES));
        row.setAddressCut(Math.max(0, addresses - HostFacts.MAX_ADDRESSES));
        return row;
    }

    /** Of a host whose owner does not want to be asked. */
    HostRow optedOut(String mxHost, Instant at) {
        HostRow row = blank(mxHost, at, 0);
        row.setSkipReason(SkipReason.OPTED_OUT);
        return row;
    }

    /** Of a host that a fault of our own kept us from looking up. */
    HostRow localFault(String mxHost, Instant at, int lookups) {
        HostRow row = blank(mxHost, at, lookups);
        row.setAddressLookup(Lookup.FAILED);
        row.setALookup(Lookup.FAILED);
        row.setAaaaLookup(Lookup.FAILED);
        row.setLookupFailure(LookupFailure.LOCAL_FAULT);
        return row;
    }

    HostAddressRow address(String mxHost, InetAddress address) {
        HostAddressRow row = new HostAddressRow();
        row.setMxHost(mxHost);
        row.setAddress(AddressText.of(address));
        row.setFamily(address.getAddress().length == V4_BYTES ? 4 : 6);
        row.setSkipReason(skipReason(address));
        NetworkOrigins.Origin origin = origins.of(address);
        row.setAsn(origin.asn().isPresent() ? origin.asn().getAsLong() : null);
        row.setAsName(origin.asName().orElse(null));
        row.setCountry(origin.country().orElse(null));
        return row;
    }

    /** The first contact; the probe stage leaves alone, and records, what must not be contacted. */
    static EndpointTask endpoint(String mxHost, InetAddress address) {
        return new EndpointTask(mxHost, AddressText.of(address), Purpose.FIRST, 1, EndpointKind.MAIL, null, null);
    }

    private SkipReason skipReason(InetAddress address) {
        if (policy.refusal(address).isPresent()) {
            return SkipReason.SPECIAL_PURPOSE;
        }
        return optOut.coversAddress(address) ? SkipReason.OPTED_OUT : null;
    }

    private HostRow blank(String mxHost, Instant at, int lookups) {
        HostRow row = new HostRow();
        row.setMxHost(mxHost);
        row.setAddressLookup(Lookup.NOT_ASKED);
        row.setALookup(Lookup.NOT_ASKED);
        row.setAaaaLookup(Lookup.NOT_ASKED);
        row.setAddressSecurity(Security.UNKNOWN);
        row.setAddressExtendedErrors(List.of());
        row.setAliasSecurity(Security.UNKNOWN);
        row.setTlsaSecurity(Security.UNKNOWN);
        row.setTlsaExtendedErrors(List.of());
        row.setIsCname(Tri.UNKNOWN);
        row.setCnameChain(List.of());
        row.setTlsaLookup(Lookup.NOT_ASKED);
        row.setLookupAttempts(lookups);
        row.setObservedAt(at.truncatedTo(ChronoUnit.MICROS));
        row.setVantage(vantage);
        return row;
    }

    /** An alias seen is one for certain; that there is none only an answer can say. */
    private static Tri isAlias(HostFacts facts) {
        if (!facts.aliases().isEmpty()) {
            return Tri.YES;
        }
        boolean answered =
                facts.a().kind() != DnsAnswer.Kind.FAILED || facts.aaaa().kind() != DnsAnswer.Kind.FAILED;
        return answered ? Tri.NO : Tri.UNKNOWN;
    }
}
