package org.starttls.census.analyzer.verdict;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** What a set of verdicts was reached by, as its {@code judgement.json} says. */
public record JudgedBy(Source trustStore, Optional<Source> intermediates, Optional<Instant> at) {
    /** A file of certificates. */
    public record Source(String name, String sha256) {
        public Source {
            Objects.requireNonNull(name);
            Objects.requireNonNull(sha256);
        }
    }

    public JudgedBy {
        Objects.requireNonNull(trustStore);
        Objects.requireNonNull(intermediates);
        Objects.requireNonNull(at);
    }

    static JudgedBy of(Terms terms) {
        return new JudgedBy(
                new Source(terms.trustStore().name(), terms.trustStore().sha256()),
                terms.intermediates().map(known -> new Source(known.name(), known.sha256())),
                terms.at());
    }

    /** In words: "mozilla.pem, intermediates.pem, at 2027-01-01T00:00:00Z". */
    public String words() {
        return trustStore.name()
                + intermediates.map(known -> ", intermediates " + known.name()).orElse("")
                + at.map(instant -> ", as of " + instant).orElse("");
    }
}
