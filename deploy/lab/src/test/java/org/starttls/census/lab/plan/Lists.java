package org.starttls.census.lab.plan;

import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Lists for tests. */
public final class Lists {
    private Lists() {}

    public static ListedDomains text(String text) {
        return ListedDomains.of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Names that look like many registries, without rank. */
    public static ListedDomains ofSize(int size) {
        return text(IntStream.range(0, size)
                .mapToObj(i -> "site" + i + (i % 3 == 0 ? ".de" : i % 3 == 1 ? ".com" : ".co.uk"))
                .collect(Collectors.joining("\n")));
    }
}
