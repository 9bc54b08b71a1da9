package org.starttls.census.crawler.route;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.starttls.census.crawler.dns.DnsAnswer;
import org.starttls.census.crawler.dns.DnsQuestion;
import org.starttls.census.crawler.dns.DnsRecord;
import org.starttls.census.crawler.dns.RecordType;
import org.starttls.census.crawler.dns.Resolver;

/** Asks for a domain's mail route and policy records, all at once as far as one does not need another's answer. */
final class RouteLookup {
    private final Resolver resolver;
    private final boolean policyRecords;
    private final Clock clock;

    RouteLookup(Resolver resolver, boolean policyRecords, Clock clock) {
        this.resolver = Objects.requireNonNull(resolver);
        this.policyRecords = policyRecords;
        this.clock = Objects.requireNonNull(clock);
    }

    /** Looks the domain up; the stage fails by a bug of ours only. */
    CompletionStage<DomainFacts> look(String domain) {
        CompletionStage<DnsAnswer> mx = resolver.ask(DnsQuestion.ofDomain(domain, RecordType.MX));
        CompletionStage<PolicyFinding> mtaSts = policy(PolicyKind.MTA_STS, domain);
        CompletionStage<PolicyFinding> tlsrpt = policy(PolicyKind.TLSRPT, domain);
        return mx.thenCompose(answer -> route(domain, answer))
                .thenCombine(mx, Routed::new)
                .thenCombine(mtaSts, Routed::with)
                .thenCombine(tlsrpt, (routed, record) -> routed.facts(record, clock.instant()));
    }

    private CompletionStage<MailRoute> route(String domain, DnsAnswer mx) {
        return switch (mx.kind()) {
            case FOUND -> done(MailRoute.of(((DnsAnswer.Found) mx).records()));
            case NO_DATA -> implicit(domain);
            case NO_SUCH_NAME -> done(new MailRoute.NoSuchDomain());
            case FAILED -> done(new MailRoute.LookupFailed(((DnsAnswer.Failed) mx).failure()));
        };
    }

    /** Only where the domain exists without MX is it its own mail host. Source: RFC 5321 s5.1. */
    private CompletionStage<MailRoute> implicit(String domain) {
        return resolver.ask(DnsQuestion.ofDomain(domain, RecordType.A))
                .thenCombine(resolver.ask(DnsQuestion.ofDomain(domain, RecordType.AAAA)), (a, aaaa) -> {
                    if (a.kind() == DnsAnswer.Kind.FOUND || aaaa.kind() == DnsAnswer.Kind.FOUND) {
                        return new MailRoute.ImplicitMx(domain);
                    }
                    Optional<DnsAnswer.Failed> failed = failed(a).or(() -> failed(aaaa));
                    return failed.isPresent()
                            ? new MailRoute.LookupFailed(failed.get().failure())
                            : new MailRoute.NoMailHost();
                });
    }

    private CompletionStage<PolicyFinding> policy(PolicyKind kind, String domain) {
        if (!policyRecords) {
            return done(new PolicyFinding.NotAsked());
        }
        String owner = kind.owner(domain);
        if (!DnsQuestion.canBeAsked(owner)) {
            return done(new PolicyFinding.None(List.of()));
        }
        return resolver.ask(DnsQuestion.ofDomain(owner, RecordType.TXT)).thenApply(answer -> finding(kind, answer));
    }

    private static PolicyFinding finding(PolicyKind kind, DnsAnswer answer) {
        return switch (answer.kind()) {
            case FOUND -> {
                List<String> texts = new ArrayList<>();
                for (DnsRecord record : ((DnsAnswer.Found) answer).records()) {
                    texts.add(((DnsRecord.Text) record).text());
                }
                yield kind.judge(texts);
            }
            case NO_DATA, NO_SUCH_NAME -> new PolicyFinding.None(List.of());
            case FAILED -> new PolicyFinding.LookupFailed();
        };
    }

    private static Optional<DnsAnswer.Failed> failed(DnsAnswer answer) {
        return answer instanceof DnsAnswer.Failed failed ? Optional.of(failed) : Optional.empty();
    }

    private static <T> CompletionStage<T> done(T value) {
        return CompletableFuture.completedFuture(value);
    }

    /** Answers on their way to facts. */
    private record Routed(MailRoute route, DnsAnswer mx, PolicyFinding mtaSts) {
        Routed(MailRoute route, DnsAnswer mx) {
            this(route, mx, new PolicyFinding.NotAsked());
        }

        Routed with(PolicyFinding found) {
            return new Routed(route, mx, found);
        }

        DomainFacts facts(PolicyFinding tlsrpt, Instant at) {
            return new DomainFacts(route, Optional.of(mx), mtaSts, tlsrpt, at);
        }
    }
}
