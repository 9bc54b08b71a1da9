package org.starttls.census.crawler.probe;

import java.net.InetAddress;
import java.util.Optional;
import org.starttls.census.crawler.probe.dialogue.SkipReason;

/** The last word before a connection, on the literal address that is given to connect. Called on event loops: no I/O. */
@FunctionalInterface
public interface ConnectPermit {
    /** Why the address must not be contacted; empty if it may. */
    Optional<SkipReason> refusal(InetAddress address);
}
