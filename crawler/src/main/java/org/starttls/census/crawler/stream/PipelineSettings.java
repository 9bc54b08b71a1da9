package org.starttls.census.crawler.stream;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * How the pipeline of one campaign runs.
 *
 * @param campaignId part of every group and transactional id; the same on resume
 * @param waitingClasses delays of the waiting topics, ascending. A task waits in the smallest class that is at least
 *     as long as asked, or else in the longest. The same on resume.
 * @param maxInFlight tasks of a stage at work at a time
 */
public record PipelineSettings(String campaignId, List<Duration> waitingClasses, int maxInFlight) {
    /** Tasks of a stage at work at a time. Chosen: a thousand silent servers leave as many places for the others. */
    public static final int DEFAULT_MAX_IN_FLIGHT = 2_000;

    public PipelineSettings {
        Objects.requireNonNull(campaignId);
        waitingClasses = List.copyOf(waitingClasses);
        if (waitingClasses.isEmpty()
                || waitingClasses.get(0).isNegative()
                || !waitingClasses.equals(
                        waitingClasses.stream().sorted().distinct().toList())) {
            throw new IllegalArgumentException("waitingClasses=" + waitingClasses);
        }
        if (maxInFlight < 1) {
            throw new IllegalArgumentException("maxInFlight=" + maxInFlight);
        }
    }

    /** Delays for the real Internet: 10 s, 1 min, 10 min, 30 min. */
    public static PipelineSettings forInternet(String campaignId) {
        return new PipelineSettings(
                campaignId,
                List.of(Duration.ofSeconds(10), Duration.ofMinutes(1), Duration.ofMinutes(10), Duration.ofMinutes(30)),
                DEFAULT_MAX_IN_FLIGHT);
    }

    /** One delay of 2 s, so that every retry happens and the demo still ends in time. */
    public static PipelineSettings forLab(String campaignId) {
        return new PipelineSettings(campaignId, List.of(Duration.ofSeconds(2)), DEFAULT_MAX_IN_FLIGHT);
    }

    public PipelineSettings withMaxInFlight(int limit) {
        return new PipelineSettings(campaignId, waitingClasses, limit);
    }
}
