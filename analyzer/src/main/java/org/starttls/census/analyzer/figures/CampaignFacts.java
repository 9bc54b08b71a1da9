package org.starttls.census.analyzer.figures;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a report says of the campaign itself, all of it from the manifest. Instants are ISO 8601, UTC; an absent text is
 * empty.
 *
 * @param state RUNNING or RECORDED
 * @param tables rows by fact table, as counted in the tables
 */
public record CampaignFacts(
        String id,
        String name,
        String state,
        boolean lab,
        String startedAt,
        String endedAt,
        String listName,
        String listSha256,
        long listLines,
        long listAdmitted,
        String vantageName,
        String vantageAddress,
        String ehloName,
        List<String> resolvers,
        String trustStoreName,
        String trustStoreSha256,
        String rulesVersion,
        long optOutEntries,
        Map<String, String> versions,
        Map<String, String> configuration,
        Map<String, Long> tables) {
    public CampaignFacts {
        Objects.requireNonNull(id);
        Objects.requireNonNull(name);
        Objects.requireNonNull(startedAt);
        Objects.requireNonNull(endedAt);
        resolvers = List.copyOf(resolvers);
        versions = Collections.unmodifiableMap(new LinkedHashMap<>(versions));
        configuration = Collections.unmodifiableMap(new LinkedHashMap<>(configuration));
        tables = Collections.unmodifiableMap(new LinkedHashMap<>(tables));
    }

    /** The day that stands for the campaign. */
    public String day() {
        return (endedAt.isEmpty() ? startedAt : endedAt).substring(0, "yyyy-mm-dd".length());
    }
}
