package org.starttls.census.crawler.route;

import java.util.Objects;
import org.starttls.census.crawler.dns.HostName;

/**
 * A name in an MX record.
 *
 * @param name lower case, no trailing dot; "." is the root
 * @param preference the lowest it is named with
 */
record MailHost(String name, int preference) {
    MailHost {
        Objects.requireNonNull(name);
    }

    /** Whether it can be looked up; the root, an address and a syntax error cannot. */
    boolean isHostName() {
        return HostName.isHostName(name);
    }
}
