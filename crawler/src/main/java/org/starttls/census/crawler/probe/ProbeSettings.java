package org.starttls.census.crawler.probe;

import java.net.InetAddress;
import java.util.List;
import java.util.Objects;
import org.starttls.census.crawler.probe.dialogue.BlindStarttls;

/**
 * How this vantage point probes.
 *
 * @param ehloName name we give with EHLO: a host name, or an address literal in brackets
 * @param sourceAddresses addresses to connect from, spread over the targets; empty lets the system choose
 * @param eventLoops threads that hold conversations, at least 1
 */
public record ProbeSettings(
        String ehloName,
        BlindStarttls blindStarttls,
        ProbeLimits limits,
        List<InetAddress> sourceAddresses,
        int eventLoops) {
    public ProbeSettings {
        Objects.requireNonNull(blindStarttls);
        Objects.requireNonNull(limits);
        sourceAddresses = List.copyOf(sourceAddresses);
        if (!ehloName.matches("[!-~]{1,255}")) {
            throw new IllegalArgumentException("ehloName=" + ehloName);
        }
        if (eventLoops < 1) {
            throw new IllegalArgumentException("eventLoops=" + eventLoops);
        }
    }
}
