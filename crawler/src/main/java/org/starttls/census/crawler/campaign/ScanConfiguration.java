package org.starttls.census.crawler.campaign;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Every option of a scan as it takes effect: printed by {@code --print-config}, stored in the manifest, read back by
 * {@code --resume}. Keys are the names of the options; durations have a unit.
 *
 * @param inputs paths of the list, or "-" for standard input
 * @param column heading or number (from 1) of the column that holds the domain; absent: found by looking
 * @param resolvers ADDR or ADDR:PORT
 * @param port TCP port of the mail servers
 * @param ehloName the name given with EHLO
 * @param sourceAddress literal address to connect from; absent: the system chooses
 * @param concurrency sessions at a time
 * @param limit domains admitted at most; 0: no limit
 */
public record ScanConfiguration(
        List<String> inputs,
        Optional<String> column,
        List<String> resolvers,
        int port,
        String ehloName,
        Optional<String> sourceAddress,
        int concurrency,
        Optional<String> optOut,
        int contactsPerAddress,
        Duration spacing,
        Switches switches,
        Optional<String> trustStore,
        Optional<String> asnDb,
        Optional<String> countryDb,
        boolean lab,
        long limit) {
    /**
     * What is on or off.
     *
     * @param blindStarttls STARTTLS is sent once where it is not offered
     * @param legacyTls a failed handshake is followed by one with old protocols and ciphers
     * @param postQuantum the hybrid group X25519MLKEM768 is offered beside the classic ones
     * @param policyRecords the records of MTA-STS and TLSRPT are asked for
     */
    public record Switches(boolean blindStarttls, boolean legacyTls, boolean postQuantum, boolean policyRecords) {
        private void putTo(Map<String, String> map) {
            map.put("blind-starttls", text(blindStarttls));
            map.put("legacy-tls", text(legacyTls));
            map.put("post-quantum", text(postQuantum));
            map.put("policy-records", text(policyRecords));
        }

        private static Switches from(Function<String, String> required) {
            return new Switches(
                    required.apply("blind-starttls").equals("on"),
                    required.apply("legacy-tls").equals("on"),
                    required.apply("post-quantum").equals("on"),
                    required.apply("policy-records").equals("on"));
        }

        private static String text(boolean on) {
            return on ? "on" : "off";
        }
    }

    public ScanConfiguration {
        inputs = List.copyOf(inputs);
        Objects.requireNonNull(column);
        resolvers = List.copyOf(resolvers);
        Objects.requireNonNull(ehloName);
        Objects.requireNonNull(sourceAddress);
        Objects.requireNonNull(optOut);
        Objects.requireNonNull(spacing);
        Objects.requireNonNull(switches);
        Objects.requireNonNull(trustStore);
        Objects.requireNonNull(asnDb);
        Objects.requireNonNull(countryDb);
    }

    /** By option name, in a fixed order. Absent options are left out. */
    public Map<String, String> toMap() {
        Map<String, String> map = new LinkedHashMap<>();
        map.put("list", String.join("\n", inputs));
        column.ifPresent(value -> map.put("column", value));
        map.put("resolver", String.join(",", resolvers));
        map.put("port", Integer.toString(port));
        map.put("ehlo-name", ehloName);
        sourceAddress.ifPresent(value -> map.put("source-address", value));
        map.put("concurrency", Integer.toString(concurrency));
        optOut.ifPresent(value -> map.put("opt-out", value));
        map.put("contacts-per-address", Integer.toString(contactsPerAddress));
        map.put("spacing", Durations.text(spacing));
        switches.putTo(map);
        trustStore.ifPresent(value -> map.put("trust-store", value));
        asnDb.ifPresent(value -> map.put("asn-db", value));
        countryDb.ifPresent(value -> map.put("country-db", value));
        map.put("lab", Boolean.toString(lab));
        map.put("limit", Long.toString(limit));
        return map;
    }

    /**
     * The inverse of {@link #toMap}.
     *
     * @throws IllegalArgumentException if a key is missing or its value is none
     */
    public static ScanConfiguration fromMap(Map<String, String> map) {
        Function<String, String> required = key -> {
            String value = map.get(key);
            if (value == null) {
                throw new IllegalArgumentException("configuration has no \"" + key + "\"");
            }
            return value;
        };
        return new ScanConfiguration(
                Arrays.asList(required.apply("list").split("\n")),
                Optional.ofNullable(map.get("column")),
                Arrays.stream(required.apply("resolver").split(",")).collect(Collectors.toList()),
                Integer.parseInt(required.apply("port")),
                required.apply("ehlo-name"),
                Optional.ofNullable(map.get("source-address")),
                Integer.parseInt(required.apply("concurrency")),
                Optional.ofNullable(map.get("opt-out")),
                Integer.parseInt(required.apply("contacts-per-address")),
                Durations.parse(required.apply("spacing")),
                Switches.from(required),
                Optional.ofNullable(map.get("trust-store")),
                Optional.ofNullable(map.get("asn-db")),
                Optional.ofNullable(map.get("country-db")),
                Boolean.parseBoolean(required.apply("lab")),
                Long.parseLong(required.apply("limit")));
    }
}
