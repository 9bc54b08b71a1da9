package org.starttls.census.analyzer.judge;

/** Who registers names below whom, by the Public Suffix List. Any thread may ask. */
public interface RegistrableDomains {
    /**
     * The registrable domain of a name; a public suffix, and a name of one label, stand for themselves. Below a top-level
     * domain that the list does not know, the last two labels.
     *
     * @param name A-labels, lower case, no trailing dot
     */
    String of(String name);

    /** Whether the list has the top-level domain of a name: {@code lan} and {@code local} are none. */
    boolean knowsTopLevelOf(String name);
}
