package org.starttls.census.analyzer.judge;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who runs an MX host: the registrable domain of the name that its servers prove, else of the name that they say, else of
 * its own. A customer's name in front of a provider's servers is thereby the provider's.
 *
 * <p>Source: Liu et al., Who's Got Your Mail?, IMC 2021, whose order this is. Two of their steps are left out: grouping
 * certificates that share names, and a table by hand of which domains belong to one company.
 *
 * @param domain A-labels, lower case
 */
public record HostOperator(String domain, Source source) {
    /** What told it, the strongest first. */
    public enum Source {
        /** Names on a certificate that a trusted authority signed. */
        CERTIFICATE,
        /** The names that greeting and EHLO reply give, if they agree. */
        GREETING,
        /** The host's own name. */
        MX_NAME
    }

    /**
     * What one address of the host showed.
     *
     * @param certificateNames DNS names of the leaf, if a path to a trust anchor stands; else empty
     * @param greeting text of the greeting, without its code
     * @param ehloName first word of the EHLO reply, that inside TLS before the other
     */
    public record Evidence(
            String address, List<String> certificateNames, Optional<String> greeting, Optional<String> ehloName) {
        public Evidence {
            Objects.requireNonNull(address);
            certificateNames = List.copyOf(certificateNames);
            Objects.requireNonNull(greeting);
            Objects.requireNonNull(ehloName);
        }
    }

    /** A host name of two labels or more whose last one is no number. Source: RFC 1123 s2.1; underscores are seen. */
    private static final Pattern HOST_NAME =
            Pattern.compile("(?=.{4,253}$)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\\.)+(?!\\d+$)[a-z0-9-]{2,63}");

    private static final Pattern NUMBER = Pattern.compile("\\d+");

    public HostOperator {
        Objects.requireNonNull(domain);
        Objects.requireNonNull(source);
    }

    /**
     * Of a host. Of its addresses those with the strongest source count; the domain that most of them tell, and of equals
     * the first by the alphabet.
     *
     * @param mxHost A-labels, lower case
     * @param addresses may be empty
     */
    public static HostOperator of(String mxHost, List<Evidence> addresses, RegistrableDomains domains) {
        return commonest(addresses, each -> byCertificate(mxHost, each, domains))
                .map(domain -> new HostOperator(domain, Source.CERTIFICATE))
                .or(() -> commonest(addresses, each -> byGreeting(mxHost, each, domains))
                        .map(domain -> new HostOperator(domain, Source.GREETING)))
                .orElseGet(() -> new HostOperator(domains.of(mxHost), Source.MX_NAME));
    }

    private static Optional<String> commonest(
            List<Evidence> addresses, Function<Evidence, Optional<String>> domainOfOne) {
        return commonest(addresses.stream()
                .flatMap(each -> domainOfOne.apply(each).stream())
                .toList());
    }

    private static Optional<String> commonest(List<String> domains) {
        Map<String, Long> counts = domains.stream()
                .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
        return counts.entrySet().stream()
                .max(Map.Entry.<String, Long>comparingByValue()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                .map(Map.Entry::getKey);
    }

    /** The host's own domain if the certificate has it; else the one that most of the names are of. */
    private static Optional<String> byCertificate(String mxHost, Evidence address, RegistrableDomains domains) {
        List<String> named = address.certificateNames().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .map(name -> name.startsWith("*.") ? name.substring(2) : name)
                .filter(name -> HOST_NAME.matcher(name).matches())
                .map(domains::of)
                .toList();
        String own = domains.of(mxHost);
        return named.contains(own) ? Optional.of(own) : commonest(named);
    }

    /** One of the two may be missing or no name; two that differ tell nothing. */
    private static Optional<String> byGreeting(String mxHost, Evidence address, RegistrableDomains domains) {
        List<String> said = Stream.of(address.greeting(), address.ehloName())
                .flatMap(Optional::stream)
                .map(HostOperator::firstWord)
                .filter(name -> isTelling(name, mxHost, address, domains))
                .map(domains::of)
                .distinct()
                .toList();
        return said.size() == 1 ? Optional.of(said.get(0)) : Optional.empty();
    }

    private static String firstWord(String text) {
        String word = text.strip().split("\\s", 2)[0].toLowerCase(Locale.ROOT);
        return word.endsWith(".") ? word.substring(0, word.length() - 1) : word;
    }

    /**
     * Whether a name that anybody may say can be one: below a top-level domain that exists (it is known, or resolved as that
     * of the host), and not the name that a hoster gives every machine by its address, which tells who rents it out.
     */
    private static boolean isTelling(String name, String mxHost, Evidence address, RegistrableDomains domains) {
        return HOST_NAME.matcher(name).matches()
                && (domains.knowsTopLevelOf(name) || topLevel(name).equals(topLevel(mxHost)))
                && !isMadeOfAddress(name, address.address());
    }

    private static String topLevel(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** Such as s132-148-130-121.hoster.example: the four numbers of the address, forwards or backwards. */
    private static boolean isMadeOfAddress(String name, String address) {
        List<String> octets = numbers(address);
        if (octets.size() != 4 || address.contains(":")) {
            return false;
        }
        List<String> inName = numbers(name);
        List<String> backwards = new ArrayList<>(octets);
        Collections.reverse(backwards);
        return Collections.indexOfSubList(inName, octets) >= 0 || Collections.indexOfSubList(inName, backwards) >= 0;
    }

    private static List<String> numbers(String text) {
        List<String> numbers = new ArrayList<>();
        Matcher matcher = NUMBER.matcher(text);
        while (matcher.find()) {
            numbers.add(matcher.group());
        }
        return numbers;
    }
}
