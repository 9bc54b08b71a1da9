package org.starttls.census.crawler.host;

import java.net.InetAddress;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.avro.specific.SpecificRecord;
import org.starttls.census.crawler.conduct.OptOut;
import org.starttls.census.crawler.dns.NameSet;
import org.starttls.census.crawler.stream.Admission;
import org.starttls.census.crawler.stream.Outcome;
import org.starttls.census.crawler.stream.Owner;
import org.starttls.census.schemas.EndpointKind;
import org.starttls.census.schemas.HostTask;
import org.starttls.census.schemas.Table;
import org.starttls.census.schemas.WorkTopic;

/**
 * Owns the mail hosts of one partition: each is looked up once a campaign however many domains name it, and twice more
 * if a lookup failed. Its rows are written with the last result alone.
 */
final class HostOwner implements Owner<HostTask> {
    /** Lookups of a host, the first one included. As for probes: two retries. */
    static final int MAX_LOOKUPS = 3;

    /** How the books count a lookup that is to be made again. */
    static final String RETRY_LATER = "RETRY_LATER";

    private static final String OPTED_OUT = "OPTED_OUT";
    private static final String LOCAL_FAULT = "LOCAL_FAULT";

    private final HostLookup lookup;
    private final HostRows rows;
    private final OptOut optOut;
    private final Clock clock;
    private final HostSettings settings;
    private final NameSet known;

    HostOwner(HostLookup lookup, HostRows rows, OptOut optOut, Clock clock, HostSettings settings) {
        this.lookup = lookup;
        this.rows = rows;
        this.optOut = optOut;
        this.clock = clock;
        this.settings = settings;
        this.known = new NameSet(settings.fingerprintSeed());
    }

    @Override
    public void recall(HostTask task) {
        remember(task);
    }

    @Override
    public void recallNote(SpecificRecord note) {
        throw new IllegalStateException("the host stage writes no notes");
    }

    @Override
    public Admission admit(HostTask task, Origin origin) {
        boolean isNew = remember(task);
        if (origin == Origin.WORK && !isNew) {
            return new Admission.Duplicate();
        }
        if (optOut.coversHost(task.getMxHost())) {
            return new Admission.Record(Outcome.counted(OPTED_OUT)
                    .row(Table.HOSTS, rows.optedOut(task.getMxHost(), clock.instant()))
                    .build());
        }
        return new Admission.Start();
    }

    @Override
    public CompletionStage<Outcome> work(HostTask task) {
        return lookup.look(task.getMxHost()).thenApply(facts -> outcome(task, facts));
    }

    @Override
    public Outcome localFault(HostTask task, Throwable fault) {
        return Outcome.counted(LOCAL_FAULT)
                .row(Table.HOSTS, rows.localFault(task.getMxHost(), clock.instant(), task.getAttemptsMade() + 1))
                .build();
    }

    private Outcome outcome(HostTask task, HostFacts facts) {
        int lookups = task.getAttemptsMade() + 1;
        if (facts.isIncomplete() && lookups < MAX_LOOKUPS) {
            return Outcome.counted(RETRY_LATER)
                    .later(settings.retryDelay(), new HostTask(task.getMxHost(), lookups, EndpointKind.MAIL, null))
                    .build();
        }
        return recorded(task.getMxHost(), facts, lookups);
    }

    private Outcome recorded(String mxHost, HostFacts facts, int lookups) {
        Outcome.Builder outcome = Outcome.counted(facts.lookup().name());
        outcome.row(Table.HOSTS, rows.host(mxHost, facts, lookups));
        List<InetAddress> all = facts.allAddresses();
        for (InetAddress address : all.subList(0, Math.min(all.size(), HostFacts.MAX_ADDRESSES))) {
            outcome.row(Table.HOST_ADDRESSES, rows.address(mxHost, address));
            outcome.next(WorkTopic.ENDPOINTS, AddressText.prefix(address), HostRows.endpoint(mxHost, address));
        }
        return outcome.build();
    }

    private boolean remember(HostTask task) {
        return known.add(task.getMxHost());
    }
}
