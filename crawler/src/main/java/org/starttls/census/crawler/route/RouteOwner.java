package org.starttls.census.crawler.route;

import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.avro.specific.SpecificRecord;
import org.starttls.census.crawler.conduct.OptOut;
import org.starttls.census.crawler.dns.NameSet;
import org.starttls.census.crawler.stream.Admission;
import org.starttls.census.crawler.stream.Outcome;
import org.starttls.census.crawler.stream.Owner;
import org.starttls.census.schemas.DomainMxRow;
import org.starttls.census.schemas.DomainTask;
import org.starttls.census.schemas.EndpointKind;
import org.starttls.census.schemas.HostTask;
import org.starttls.census.schemas.Table;
import org.starttls.census.schemas.WorkTopic;

/**
 * Owns the domains of one partition: each is looked up once, and twice more if a lookup failed. Its row is written with
 * the last result alone.
 */
final class RouteOwner implements Owner<DomainTask> {
    /** Lookups of a domain, the first one included. As for probes: two retries. */
    static final int MAX_LOOKUPS = 3;

    /** Hosts remembered as already passed on; beyond it all are forgotten. Chosen: some MiB, and most domains share few. */
    static final int MAX_HOSTS_REMEMBERED = 100_000;

    /** How the books count a lookup that is to be made again. */
    static final String RETRY_LATER = "RETRY_LATER";

    private final RouteLookup lookup;
    private final DomainRows rows;
    private final OptOut optOut;
    private final Clock clock;
    private final RouteSettings settings;
    private final NameSet known;
    private NameSet hostsPassedOn;

    RouteOwner(RouteLookup lookup, DomainRows rows, OptOut optOut, Clock clock, RouteSettings settings) {
        this.lookup = lookup;
        this.rows = rows;
        this.optOut = optOut;
        this.clock = clock;
        this.settings = settings;
        this.known = new NameSet(settings.fingerprintSeed());
        this.hostsPassedOn = new NameSet(settings.fingerprintSeed());
    }

    @Override
    public void recall(DomainTask task) {
        remember(task);
    }

    @Override
    public void recallNote(SpecificRecord note) {
        throw new IllegalStateException("the route stage writes no notes");
    }

    @Override
    public Admission admit(DomainTask task, Origin origin) {
        boolean isNew = remember(task);
        if (origin == Origin.WORK && !isNew) {
            return new Admission.Duplicate();
        }
        if (optOut.coversDomain(task.getDomain())) {
            return new Admission.Record(recorded(task, notAsked(new MailRoute.OptedOut()), task.getAttemptsMade()));
        }
        return new Admission.Start();
    }

    @Override
    public CompletionStage<Outcome> work(DomainTask task) {
        return lookup.look(task.getDomain()).thenApply(facts -> outcome(task, facts));
    }

    @Override
    public Outcome localFault(DomainTask task, Throwable fault) {
        return recorded(task, notAsked(new MailRoute.LocalFault()), task.getAttemptsMade() + 1);
    }

    /** Spares the host stage what it has had: ten domains name one host. Forgetting costs a duplicate, nothing else. */
    @Override
    public Outcome settle(DomainTask task, Outcome outcome) {
        if (hostsPassedOn.size() >= MAX_HOSTS_REMEMBERED) {
            hostsPassedOn = new NameSet(settings.fingerprintSeed());
        }
        return outcome.withNext(outcome.next().stream()
                .filter(next -> hostsPassedOn.add(next.key()))
                .toList());
    }

    private Outcome outcome(DomainTask task, DomainFacts facts) {
        int lookups = task.getAttemptsMade() + 1;
        if (facts.isIncomplete() && lookups < MAX_LOOKUPS) {
            return Outcome.counted(RETRY_LATER)
                    .later(
                            settings.retryDelay(),
                            new DomainTask(task.getDomain(), task.getRank(), task.getLineNumber(), lookups))
                    .build();
        }
        return recorded(task, facts, lookups);
    }

    /** The domain's rows, and its mail hosts as tasks; what is no host name goes no further. */
    private Outcome recorded(DomainTask task, DomainFacts facts, int lookups) {
        Outcome.Builder outcome = Outcome.counted(facts.route().kind().name());
        outcome.row(Table.DOMAINS, rows.domain(task, facts, lookups));
        for (DomainMxRow row : DomainRows.mailHosts(task.getDomain(), facts.route())) {
            outcome.row(Table.DOMAIN_MX, row);
            if (row.getSkipReason() == null) {
                outcome.next(
                        WorkTopic.HOSTS, row.getMxHost(), new HostTask(row.getMxHost(), 0, EndpointKind.MAIL, null));
            }
        }
        return outcome.build();
    }

    private DomainFacts notAsked(MailRoute route) {
        return new DomainFacts(
                route, Optional.empty(), new PolicyFinding.NotAsked(), new PolicyFinding.NotAsked(), clock.instant());
    }

    private boolean remember(DomainTask task) {
        return known.add(task.getDomain());
    }
}
