package org.starttls.census.crawler.dns;

import java.util.concurrent.CompletionStage;

/** Answers questions. Any thread may ask. */
@FunctionalInterface
public interface Resolver {
    /**
     * Asks, and follows aliases to their end. Never blocks: above the limit of questions in flight it waits its turn, so
     * that an owner is slowed by its own limit of tasks at work.
     *
     * @return completed by the resolver's one thread, so what depends on it must not block; fails only by a bug of ours
     */
    CompletionStage<DnsAnswer> ask(DnsQuestion question);
}
