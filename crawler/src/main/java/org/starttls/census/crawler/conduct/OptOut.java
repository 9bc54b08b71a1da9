package org.starttls.census.crawler.conduct;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who asked to be left alone. One entry a line, then optionally a date and a reason, by commas, tabs or spaces:
 *
 * <pre>
 *   example.org          the domain, its subdomains, and every mail host at or below the name
 *   .mail.example.net    the same, as other tools write a suffix
 *   192.0.2.0/24         a prefix
 *   2001:db8::25         an address
 *   # a comment
 * </pre>
 *
 * Immutable; any thread.
 */
public final class OptOut {
    /** Characters of one line. Chosen: a name, a prefix, a date and a sentence. */
    static final int MAX_LINE_CHARS = 1_024;

    private final Set<String> names;
    private final Set<Prefix> prefixes;
    private final int[] lengths4;
    private final int[] lengths6;
    private final int entries;

    private OptOut(Set<String> names, Set<Prefix> prefixes, int entries) {
        this.names = Set.copyOf(names);
        this.prefixes = Set.copyOf(prefixes);
        this.lengths4 = lengths(prefixes, 4);
        this.lengths6 = lengths(prefixes, 16);
        this.entries = entries;
    }

    /** Nobody. */
    public static OptOut none() {
        return new OptOut(Set.of(), Set.of(), 0);
    }

    /**
     * Reads the list.
     *
     * @throws IllegalArgumentException names the first line that is no entry; a list that is misread would contact
     *     somebody who asked us not to
     */
    public static OptOut parse(List<String> lines) {
        Set<String> names = new HashSet<>();
        Set<Prefix> prefixes = new HashSet<>();
        int entries = 0;
        int number = 0;
        for (String line : lines) {
            number++;
            String text = line.strip();
            if (text.isEmpty() || text.startsWith("#")) {
                continue;
            }
            if (text.length() > MAX_LINE_CHARS) {
                throw new IllegalArgumentException(
                        "line " + number + " is longer than " + MAX_LINE_CHARS + " characters");
            }
            String entry = text.split("[,\\s]+", 2)[0].toLowerCase(Locale.ROOT);
            entries++;
            if (entry.indexOf(':') >= 0 || entry.indexOf('/') >= 0 || entry.matches("[0-9.]+")) {
                try {
                    prefixes.add(Prefix.parse(entry));
                } catch (IllegalArgumentException e) {
                    throw new IllegalArgumentException("line " + number + ": " + e.getMessage(), e);
                }
            } else {
                names.add(name(entry, number));
            }
        }
        return new OptOut(names, prefixes, entries);
    }

    private static String name(String entry, int number) {
        String name = entry.startsWith("*.") ? entry.substring(2) : entry.startsWith(".") ? entry.substring(1) : entry;
        if (name.endsWith(".")) {
            name = name.substring(0, name.length() - 1);
        }
        if (name.isEmpty() || name.length() > 253 || !name.matches("[a-z0-9_-]{1,63}(\\.[a-z0-9_-]{1,63})*")) {
            throw new IllegalArgumentException(
                    "line " + number + ": \"" + entry + "\" is no domain (as A-labels), suffix, address or prefix");
        }
        return name;
    }

    /** Entries read, for the manifest: the size is published, the content never. */
    public int entries() {
        return entries;
    }

    /** Whether a domain or one above it opted out. */
    public boolean coversDomain(String domain) {
        return coversName(domain);
    }

    /** Whether a mail host, or a domain at or above its name, opted out. */
    public boolean coversHost(String host) {
        return coversName(host);
    }

    private boolean coversName(String name) {
        if (names.isEmpty()) {
            return false;
        }
        for (int from = 0; from >= 0; ) {
            if (names.contains(name.substring(from))) {
                return true;
            }
            int dot = name.indexOf('.', from);
            from = dot < 0 ? -1 : dot + 1;
        }
        return false;
    }

    public boolean coversAddress(InetAddress address) {
        for (int length : address.getAddress().length == 4 ? lengths4 : lengths6) {
            if (prefixes.contains(Prefix.of(address, length))) {
                return true;
            }
        }
        return false;
    }

    private static int[] lengths(Set<Prefix> prefixes, int addressBytes) {
        TreeSet<Integer> lengths = new TreeSet<>();
        for (Prefix prefix : prefixes) {
            if (prefix.addressBytes() == addressBytes) {
                lengths.add(prefix.length());
            }
        }
        return new ArrayList<>(lengths).stream().mapToInt(Integer::intValue).toArray();
    }
}
