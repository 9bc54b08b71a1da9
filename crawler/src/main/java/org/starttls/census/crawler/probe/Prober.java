package org.starttls.census.crawler.probe;

import java.util.concurrent.CompletionStage;

/** Holds one conversation with an endpoint. */
@FunctionalInterface
public interface Prober {
    /**
     * Starts at once; may be called from any thread. The stage completes on a thread of the prober, exactly once, with an
     * observation whatever the peer does. It fails only by a bug of ours.
     */
    CompletionStage<ProbeObservation> probe(ProbeTarget target);
}
