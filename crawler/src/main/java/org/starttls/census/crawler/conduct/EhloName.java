package org.starttls.census.crawler.conduct;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * The name we come under. It must be a host name of several labels that resolves: whoever sees it in a log can find out
 * who we are. Source: RFC 5321 s4.1.1.1, s4.1.2 (Domain); RFC 9511 for what should be found there.
 */
public record EhloName(String name) {
    private static final String LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";

    public EhloName {
        Objects.requireNonNull(name);
    }

    /** What keeps a name from being used. */
    public enum Fault {
        /** Not a name of at least two labels of letters, digits and hyphens. */
        NO_HOST_NAME,
        /** The name has no address. */
        DOES_NOT_RESOLVE
    }

    /**
     * Checks a name.
     *
     * @param addresses looks up the addresses of a name; empty if it has none
     * @return empty if it may be used
     */
    public static Optional<Fault> fault(String name, Function<String, List<String>> addresses) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.length() > 253 || !lower.matches(LABEL + "(\\." + LABEL + ")+")) {
            return Optional.of(Fault.NO_HOST_NAME);
        }
        return addresses.apply(lower).isEmpty() ? Optional.of(Fault.DOES_NOT_RESOLVE) : Optional.empty();
    }
}
