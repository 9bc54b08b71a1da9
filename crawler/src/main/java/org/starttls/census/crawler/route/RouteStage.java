package org.starttls.census.crawler.route;

import java.time.Clock;
import java.util.Objects;
import org.starttls.census.crawler.conduct.OptOut;
import org.starttls.census.crawler.dns.Resolver;
import org.starttls.census.crawler.stream.Owner;
import org.starttls.census.crawler.stream.Stage;
import org.starttls.census.schemas.DomainTask;
import org.starttls.census.schemas.WorkTopic;

/** The stage that turns domains into mail routes, and hands each mail host on. */
public final class RouteStage implements Stage<DomainTask> {
    private final RouteLookup lookup;
    private final DomainRows rows;
    private final OptOut optOut;
    private final Clock clock;
    private final RouteSettings settings;

    public RouteStage(Resolver resolver, OptOut optOut, Suffixes suffixes, Clock clock, RouteSettings settings) {
        this.lookup = new RouteLookup(resolver, settings.policyRecords(), clock);
        this.rows = new DomainRows(suffixes, settings.vantage());
        this.optOut = Objects.requireNonNull(optOut);
        this.clock = Objects.requireNonNull(clock);
        this.settings = settings;
    }

    @Override
    public WorkTopic input() {
        return WorkTopic.DOMAINS;
    }

    @Override
    public Class<DomainTask> taskType() {
        return DomainTask.class;
    }

    @Override
    public Owner<DomainTask> own(int partition) {
        return new RouteOwner(lookup, rows, optOut, clock, settings);
    }
}
