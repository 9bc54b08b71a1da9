package org.starttls.census.lab.play;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What the zone of a transcript's server says beyond what leads to it.
 *
 * @param moreMx MX records of hosts that do not exist, behind the others by preference
 * @param moreAddresses addresses of the host that must never be contacted
 * @param aliases names that the host is an alias of, one after the other; a loop if the last one is the host
 * @param isRebinding whether every second question for the host's addresses is answered by a private one
 */
record HostileZone(int moreMx, int moreAddresses, List<String> aliases, boolean isRebinding) {
    HostileZone {
        aliases = List.copyOf(aliases);
    }

    static HostileZone of(Map<String, String> head) {
        return new HostileZone(
                Integer.parseInt(head.getOrDefault("more-mx", "0")),
                Integer.parseInt(head.getOrDefault("more-addresses", "0")),
                Stream.ofNullable(head.get("aliases"))
                        .flatMap(names -> Stream.of(names.split(", ")))
                        .toList(),
                head.getOrDefault("rebinds", "no").equals("yes"));
    }
}
