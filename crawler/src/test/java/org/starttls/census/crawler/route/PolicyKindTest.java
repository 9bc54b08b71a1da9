package org.starttls.census.crawler.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PolicyKindTest {
    private static final Pattern BYTE = Pattern.compile("\\\\x([0-9a-f]{2})");

    record Case(PolicyKind kind, String expected, List<String> texts) {}

    static Stream<Case> cases() {
        return Stream.concat(cases(PolicyKind.MTA_STS, "mta-sts.tsv"), cases(PolicyKind.TLSRPT, "tlsrpt.tsv"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void judgesAsTheTableSays(Case each) {
        assertThat(word(each.kind().judge(each.texts()))).isEqualTo(each.expected());
        assertThat(each.kind().judge(each.texts()).texts()).isEqualTo(each.texts());
    }

    @Test
    void everyFaultHasACase() {
        Set<PolicyFault> seen = EnumSet.noneOf(PolicyFault.class);
        cases().map(Case::expected)
                .filter(word -> !Set.of("NONE", "VALID").contains(word))
                .forEach(word -> seen.add(PolicyFault.valueOf(word)));

        assertThat(seen).containsExactlyInAnyOrder(PolicyFault.values());
    }

    @Test
    void noTextBreaksTheParsers() {
        Random random = new Random(8461);
        String alphabet = "v=STSv1;TLSRPTrua=mailto:a@b.c,https:// id=1\t;=;\u0000\u00ff%!\\";
        List<String> starts = List.of("v=STSv1;", "v=TLSRPTv1;", "v=STSv1; id=", "v=TLSRPTv1; rua=", "");
        for (int i = 0; i < 50_000; i++) {
            StringBuilder text = new StringBuilder(starts.get(random.nextInt(starts.size())));
            for (int n = random.nextInt(40); n > 0; n--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            for (PolicyKind kind : PolicyKind.values()) {
                assertThat(kind.judge(List.of(text.toString()))).isNotNull();
            }
        }
    }

    private static String word(PolicyFinding finding) {
        return finding instanceof PolicyFinding.Invalid invalid
                ? invalid.fault().name()
                : finding.kind().name();
    }

    private static Stream<Case> cases(PolicyKind kind, String file) {
        List<Case> cases = new ArrayList<>();
        for (String line : lines("/policy-records/" + file)) {
            if (!line.startsWith("#") && !line.isEmpty()) {
                // A tab may be part of a text: the next text begins behind a tab and with a letter or a quote.
                String[] words = line.split("\t", 2);
                List<String> texts = new ArrayList<>();
                for (String text : words[1].split("\t(?=v=|some)", -1)) {
                    texts.add(unescaped(text));
                }
                cases.add(new Case(kind, words[0], texts));
            }
        }
        return cases.stream();
    }

    private static String unescaped(String text) {
        return BYTE.matcher(text)
                .replaceAll(
                        match -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(match.group(1), 16))));
    }

    private static List<String> lines(String resource) {
        try (InputStream in = PolicyKindTest.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
