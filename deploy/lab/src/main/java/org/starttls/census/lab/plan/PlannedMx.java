package org.starttls.census.lab.plan;

import java.util.Objects;

/**
 * An MX record.
 *
 * @param exchange as it stands in the record: "." for the root, capitals kept, no trailing dot
 */
public record PlannedMx(int preference, String exchange) {
    public PlannedMx {
        Objects.requireNonNull(exchange);
    }
}
