package org.starttls.census.crawler.host;

import java.time.Clock;
import java.util.Objects;
import org.starttls.census.crawler.conduct.AddressPolicy;
import org.starttls.census.crawler.conduct.OptOut;
import org.starttls.census.crawler.dns.Resolver;
import org.starttls.census.crawler.stream.Owner;
import org.starttls.census.crawler.stream.Stage;
import org.starttls.census.schemas.HostTask;
import org.starttls.census.schemas.WorkTopic;

/** The stage that turns mail hosts into addresses, and hands each address on. */
public final class HostStage implements Stage<HostTask> {
    private final HostLookup lookup;
    private final HostRows rows;
    private final OptOut optOut;
    private final Clock clock;
    private final HostSettings settings;

    public HostStage(
            Resolver resolver,
            OptOut optOut,
            AddressPolicy policy,
            NetworkOrigins origins,
            Clock clock,
            HostSettings settings) {
        this.lookup = new HostLookup(resolver, clock);
        this.rows = new HostRows(optOut, policy, origins, settings.vantage());
        this.optOut = Objects.requireNonNull(optOut);
        this.clock = Objects.requireNonNull(clock);
        this.settings = settings;
    }

    @Override
    public WorkTopic input() {
        return WorkTopic.HOSTS;
    }

    @Override
    public Class<HostTask> taskType() {
        return HostTask.class;
    }

    @Override
    public Owner<HostTask> own(int partition) {
        return new HostOwner(lookup, rows, optOut, clock, settings);
    }
}
