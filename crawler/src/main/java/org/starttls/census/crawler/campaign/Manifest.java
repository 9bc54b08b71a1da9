package org.starttls.census.crawler.campaign;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a campaign says of itself. Maps keep their order, so that the same campaign is written in the same bytes.
 *
 * @param endedAt absent until every table is in place
 * @param configuration effective options by name, as text
 * @param optOutEntries size of the opt-out list, never its content
 * @param tables fact tables by name
 * @param books one a stage, by the name of its work topic
 */
public record Manifest(
        String campaignId,
        String name,
        Optional<Instant> endedAt,
        Instant startedAt,
        boolean lab,
        ListFacts list,
        Vantage vantage,
        List<String> resolvers,
        Map<String, String> configuration,
        Map<String, String> versions,
        TrustStore trustStore,
        long optOutEntries,
        Map<String, TableFacts> tables,
        Map<String, StageBook> books) {
    /**
     * The list.
     *
     * @param files as given by the user, in order
     * @param sha256 over the bytes of all files, in order
     * @param lines data lines
     * @param rejected lines by reason
     */
    public record ListFacts(
            String name, List<String> files, String sha256, long lines, long admitted, Map<String, Long> rejected) {
        public ListFacts {
            Objects.requireNonNull(name);
            files = List.copyOf(files);
            Objects.requireNonNull(sha256);
            rejected = ordered(rejected);
        }
    }

    /** Where our packets leave. */
    public record Vantage(String name, String address, String ehloName) {
        public Vantage {
            Objects.requireNonNull(name);
            Objects.requireNonNull(address);
            Objects.requireNonNull(ehloName);
        }
    }

    /**
     * The trust anchors of the campaign.
     *
     * @param file relative to the campaign; absent: the JDK's own store
     */
    public record TrustStore(String name, Optional<String> file, String sha256) {
        public TrustStore {
            Objects.requireNonNull(name);
            Objects.requireNonNull(file);
            Objects.requireNonNull(sha256);
        }
    }

    /** A table in place. */
    public record TableFacts(long rows, List<FileFacts> files) {
        public TableFacts {
            files = List.copyOf(files);
        }
    }

    /** A file in place, named relative to the campaign. */
    public record FileFacts(String file, long rows, String sha256) {
        public FileFacts {
            Objects.requireNonNull(file);
            Objects.requireNonNull(sha256);
        }
    }

    /** The books of a stage at the end: admitted = recorded + waiting + in flight. */
    public record StageBook(
            long admitted, long recorded, long duplicates, long waiting, long inFlight, Map<String, Long> outcomes) {
        public StageBook {
            outcomes = ordered(outcomes);
        }
    }

    public Manifest {
        Objects.requireNonNull(campaignId);
        Objects.requireNonNull(name);
        Objects.requireNonNull(endedAt);
        Objects.requireNonNull(startedAt);
        Objects.requireNonNull(list);
        Objects.requireNonNull(vantage);
        resolvers = List.copyOf(resolvers);
        configuration = ordered(configuration);
        versions = ordered(versions);
        Objects.requireNonNull(trustStore);
        tables = ordered(tables);
        books = ordered(books);
    }

    /** Whether every table is in place. */
    public boolean isRecorded() {
        return endedAt.isPresent();
    }

    /** The same campaign, recorded. */
    public Manifest recorded(
            Instant at, ListFacts finalList, Map<String, TableFacts> finalTables, Map<String, StageBook> finalBooks) {
        return new Manifest(
                campaignId,
                name,
                Optional.of(at),
                startedAt,
                lab,
                finalList,
                vantage,
                resolvers,
                configuration,
                versions,
                trustStore,
                optOutEntries,
                finalTables,
                finalBooks);
    }

    private static <V> Map<String, V> ordered(Map<String, V> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}
