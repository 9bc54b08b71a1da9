package org.starttls.census.crawler.dns;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the Internet says in a test: names with records, aliases, and names that fail. A name without any of these does
 * not exist. Served by {@link LoopbackDnsServer} on the wire and by {@link FakeResolver} in memory.
 */
public final class ScriptedZone {
    private final Map<String, Map<RecordType, List<String>>> records = new LinkedHashMap<>();
    private final Map<String, String> aliases = new LinkedHashMap<>();
    private final Map<String, LookupFailure> failures = new LinkedHashMap<>();

    /** @param value as in a zone file: an address, "PREFERENCE EXCHANGE", or a text */
    public ScriptedZone with(String name, RecordType type, String... values) {
        records.computeIfAbsent(name, n -> new LinkedHashMap<>())
                .computeIfAbsent(type, t -> new ArrayList<>())
                .addAll(List.of(values));
        return this;
    }

    public ScriptedZone alias(String name, String target) {
        aliases.put(name, target);
        return this;
    }

    /** All questions for the name fail in this way. CNAME_LOOP is scripted by {@link #alias}. */
    public ScriptedZone failing(String name, LookupFailure failure) {
        failures.put(name, failure);
        return this;
    }

    /** Questions for the name and type alone fail. */
    public ScriptedZone failing(String name, RecordType type, LookupFailure failure) {
        failures.put(name + " " + type, failure);
        return this;
    }

    /** From now on the name does not fail any more. */
    public ScriptedZone healed(String name) {
        failures.keySet().removeIf(key -> key.equals(name) || key.startsWith(name + " "));
        return this;
    }

    Optional<LookupFailure> failure(String name, RecordType type) {
        return Optional.ofNullable(failures.getOrDefault(name, failures.get(name + " " + type)));
    }

    Optional<String> alias(String name) {
        return Optional.ofNullable(aliases.get(name));
    }

    List<String> values(String name, RecordType type) {
        return records.getOrDefault(name, Map.of()).getOrDefault(type, List.of());
    }

    boolean exists(String name) {
        return records.containsKey(name);
    }
}
