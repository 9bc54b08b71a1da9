package org.starttls.census.crawler.host;

import java.time.Clock;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.starttls.census.crawler.dns.DnsQuestion;
import org.starttls.census.crawler.dns.RecordType;
import org.starttls.census.crawler.dns.Resolver;

/** Asks for a mail host's addresses, both families at once. */
final class HostLookup {
    private final Resolver resolver;
    private final Clock clock;

    HostLookup(Resolver resolver, Clock clock) {
        this.resolver = Objects.requireNonNull(resolver);
        this.clock = Objects.requireNonNull(clock);
    }

    /** Looks the host up; the stage fails by a bug of ours only. */
    CompletionStage<HostFacts> look(String host) {
        return resolver.ask(DnsQuestion.ofHost(host, RecordType.A))
                .thenCombine(
                        resolver.ask(DnsQuestion.ofHost(host, RecordType.AAAA)),
                        (a, aaaa) -> new HostFacts(a, aaaa, clock.instant()));
    }
}
