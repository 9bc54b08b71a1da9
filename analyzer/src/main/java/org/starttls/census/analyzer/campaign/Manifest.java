package org.starttls.census.analyzer.campaign;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a campaign says of itself: its list, its vantage point, its configuration, its books. Every date in a report comes
 * from here, none from the clock. Maps keep the order of the file.
 *
 * @param endedAt absent while the campaign runs
 * @param lab whether it ran in the lab, so that its figures say nothing about the Internet
 * @param configuration effective options, by name, as text
 * @param optOutEntries size of the opt-out list, never its content
 * @param tables rows by fact table, as the crawler counted them
 * @param books what went in and came out, by stage
 */
public record Manifest(
        String campaignId,
        String name,
        State state,
        Instant startedAt,
        Optional<Instant> endedAt,
        boolean lab,
        DomainList list,
        Vantage vantage,
        List<String> resolvers,
        Map<String, String> configuration,
        Map<String, String> versions,
        TrustStore trustStore,
        long optOutEntries,
        Map<String, Long> tables,
        Map<String, Book> books) {
    /** Whether all tables are there. */
    public enum State {
        RUNNING,
        RECORDED
    }

    /**
     * The list that was scanned.
     *
     * @param lines data lines read
     * @param admitted distinct domains
     * @param rejected lines by reason
     */
    public record DomainList(String name, String sha256, long lines, long admitted, Map<String, Long> rejected) {
        public DomainList {
            Objects.requireNonNull(name);
            Objects.requireNonNull(sha256);
            rejected = unmodifiable(rejected);
        }
    }

    /** Where our packets left. */
    public record Vantage(String name, String address, String ehloName) {
        public Vantage {
            Objects.requireNonNull(name);
            Objects.requireNonNull(address);
            Objects.requireNonNull(ehloName);
        }
    }

    /**
     * The trust anchors that were current for the campaign.
     *
     * @param file relative to the campaign; absent: the trust store of the JDK
     */
    public record TrustStore(String name, Optional<String> file, String sha256) {
        public TrustStore {
            Objects.requireNonNull(name);
            Objects.requireNonNull(file);
            Objects.requireNonNull(sha256);
        }
    }

    /** The books of one stage. They balance if admitted = recorded + waiting + in flight; skipped work is recorded too. */
    public record Book(
            long admitted, long recorded, long duplicates, long waiting, long inFlight, Map<String, Long> outcomes) {
        public Book {
            outcomes = unmodifiable(outcomes);
        }

        public boolean balances() {
            return admitted == recorded + waiting + inFlight;
        }
    }

    public Manifest {
        Objects.requireNonNull(campaignId);
        Objects.requireNonNull(name);
        Objects.requireNonNull(state);
        Objects.requireNonNull(startedAt);
        Objects.requireNonNull(endedAt);
        Objects.requireNonNull(list);
        Objects.requireNonNull(vantage);
        resolvers = List.copyOf(resolvers);
        configuration = unmodifiable(configuration);
        versions = unmodifiable(versions);
        Objects.requireNonNull(trustStore);
        tables = unmodifiable(tables);
        books = unmodifiable(books);
    }

    /** The instant that stands for the campaign: its end, or its start while it runs. */
    public Instant date() {
        return endedAt.orElse(startedAt);
    }

    private static <K, V> Map<K, V> unmodifiable(Map<K, V> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}
