package org.starttls.census.crawler.host;

import java.net.InetAddress;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/** Whose network an address is in, and where. Any thread. */
@FunctionalInterface
public interface NetworkOrigins {
    /** For a scan without a database: nothing is known. */
    NetworkOrigins UNKNOWN = address -> Origin.UNKNOWN;

    Origin of(InetAddress address);

    /**
     * What is known of an address.
     *
     * @param asn number of the autonomous system that announces it
     * @param asName organisation that holds that number
     * @param country ISO 3166-1 alpha-2 code of where the address is used
     */
    record Origin(OptionalLong asn, Optional<String> asName, Optional<String> country) {
        public static final Origin UNKNOWN = new Origin(OptionalLong.empty(), Optional.empty(), Optional.empty());

        public Origin {
            Objects.requireNonNull(asn);
            Objects.requireNonNull(asName);
            Objects.requireNonNull(country);
        }
    }
}
