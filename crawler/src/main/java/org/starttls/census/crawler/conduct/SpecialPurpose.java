package org.starttls.census.crawler.conduct;

import java.util.Objects;

/**
 * A block that no mail host of the Internet has.
 *
 * @param prefix as the registry writes it
 * @param source the RFC that sets it apart
 */
public record SpecialPurpose(String prefix, String source, String name) {
    public SpecialPurpose {
        Objects.requireNonNull(prefix);
        Objects.requireNonNull(source);
        Objects.requireNonNull(name);
    }
}
