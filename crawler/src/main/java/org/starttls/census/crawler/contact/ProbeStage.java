package org.starttls.census.crawler.contact;

import java.time.Clock;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.starttls.census.crawler.probe.Prober;
import org.starttls.census.crawler.record.ProbeCodec;
import org.starttls.census.crawler.stream.Owner;
import org.starttls.census.crawler.stream.Stage;
import org.starttls.census.schemas.EndpointTask;
import org.starttls.census.schemas.WorkTopic;

/** The third stage: contacts endpoints, within what {@link ContactSettings} and {@link ContactRules} permit. */
public final class ProbeStage implements Stage<EndpointTask> {
    private final ContactSettings settings;
    private final ContactRules rules;
    private final Prober prober;
    private final ProbeCodec codec;
    private final Clocks clocks;
    private final long fingerprintSeed;

    /**
     * What time it is.
     *
     * @param wall dates the rows of contacts that are not made
     * @param nanos monotonic, for spacing
     */
    public record Clocks(Clock wall, LongSupplier nanos) {
        public Clocks {
            Objects.requireNonNull(wall);
            Objects.requireNonNull(nanos);
        }

        public static Clocks system() {
            return new Clocks(Clock.systemUTC(), System::nanoTime);
        }
    }

    public ProbeStage(
            ContactSettings settings,
            ContactRules rules,
            Prober prober,
            ProbeCodec codec,
            Clocks clocks,
            long fingerprintSeed) {
        this.settings = Objects.requireNonNull(settings);
        this.rules = Objects.requireNonNull(rules);
        this.prober = Objects.requireNonNull(prober);
        this.codec = Objects.requireNonNull(codec);
        this.clocks = Objects.requireNonNull(clocks);
        this.fingerprintSeed = fingerprintSeed;
    }

    @Override
    public WorkTopic input() {
        return WorkTopic.ENDPOINTS;
    }

    @Override
    public Class<EndpointTask> taskType() {
        return EndpointTask.class;
    }

    @Override
    public Owner<EndpointTask> own(int partition) {
        return new ProbeOwner(settings, rules, prober, codec, clocks, fingerprintSeed);
    }
}
