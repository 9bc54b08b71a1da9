package org.starttls.census.analyzer.judge.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.starttls.census.analyzer.judge.CertificateStatus;
import org.starttls.census.analyzer.judge.ChainTrust;
import org.starttls.census.analyzer.judge.Rule;
import org.starttls.census.analyzer.judge.Truth;
import org.starttls.census.analyzer.judge.chain.JacksonLimboCases.LimboCase;

/**
 * Our judge against the yardstick of path building. The table of all cases is left in {@code target/x509-limbo.txt}; what
 * differs, and why, is in {@code x509-limbo/differences.txt} of the resources.
 */
class X509LimboTest {
    private static final Path TABLE = Path.of("target", "x509-limbo.txt");

    /** Signatures that a case may cost: two searches. The JDK checks a thousand a second on the slowest common curve. */
    private static final int MAX_CHECKS_OF_A_CASE = 2 * PathSearch.MAX_CHECKS;

    private static final Map<String, Answer> ANSWERS = new LinkedHashMap<>();

    private static Map<String, String> reasons;

    enum Outcome {
        SUCCESS,
        FAILURE,
        /** The search ended at its limit: not trusted, and not counted as untrusted either. */
        UNDECIDED
    }

    /** @param checks of signatures */
    record Answer(LimboCase limbo, Outcome outcome, List<CertificateStatus> status, List<Rule> broken, int checks) {
        boolean agrees() {
            return limbo.expectsSuccess() == (outcome == Outcome.SUCCESS);
        }
    }

    @BeforeAll
    static void judgeAll() throws IOException {
        for (LimboCase limbo : JacksonLimboCases.read()) {
            ANSWERS.put(limbo.id(), judge(limbo));
        }
        reasons = listedReasons();
        Files.writeString(TABLE, table());
    }

    private static Answer judge(LimboCase limbo) {
        if (limbo.chain().isEmpty()) {
            return new Answer(limbo, Outcome.FAILURE, List.of(CertificateStatus.UNPARSABLE), List.of(), 0);
        }
        TrustAnchors anchors = new TrustAnchors(limbo.anchors());
        Signatures signatures = new Signatures();
        KnownIntermediates none = new KnownIntermediates(anchors, signatures);
        ChainFindings findings = new ChainJudge(anchors, none, signatures).judge(limbo.chain());
        LeafNames names = limbo.chain().get(0).names();
        CertificateVerdict verdict =
                CertificateVerdict.of(findings, names, limbo.peerName().orElse(""), limbo.at());
        boolean isNamed = limbo.peerName().isEmpty() || verdict.matchesMx() == Truth.YES;
        return new Answer(
                limbo,
                outcome(verdict.trust(), isNamed),
                verdict.reasons(),
                findings.at(limbo.at()).broken(),
                findings.effort().checks());
    }

    private static Outcome outcome(ChainTrust trust, boolean isNamed) {
        return switch (trust) {
            case TRUSTED -> isNamed ? Outcome.SUCCESS : Outcome.FAILURE;
            case UNTRUSTED -> Outcome.FAILURE;
            case UNKNOWN -> Outcome.UNDECIDED;
        };
    }

    @Test
    void classifiesEveryServerCase() {
        assertThat(ANSWERS).hasSize(198);
        assertThat(ANSWERS.values())
                .allSatisfy(answer -> assertThat(answer.status()).isNotEmpty());
    }

    @Test
    void spendsABoundedNumberOfSignaturesOnEach() {
        assertThat(ANSWERS.values())
                .allSatisfy(answer ->
                        assertThat(answer.checks()).as(answer.limbo().id()).isLessThanOrEqualTo(MAX_CHECKS_OF_A_CASE));
    }

    @Test
    void differsWhereAReasonIsGivenAndNowhereElse() {
        List<String> differing = ANSWERS.values().stream()
                .filter(answer -> !answer.agrees())
                .map(answer -> answer.limbo().id())
                .toList();

        assertThat(differing).containsExactlyInAnyOrderElementsOf(reasons.keySet());
    }

    @Test
    void isCountedInTheMethodAsItIs() throws IOException {
        String method = Files.readString(Path.of("..", "docs", "method.md"));

        assertThat(method).contains(agreeing() + " of the " + ANSWERS.size() + " server cases");
        reasonsCounted()
                .forEach((reason, count) -> assertThat(method).contains("| `" + reason + "` | " + count + " |"));
    }

    private static long agreeing() {
        return ANSWERS.values().stream().filter(Answer::agrees).count();
    }

    private static Map<String, Long> reasonsCounted() {
        return reasons.values().stream()
                .collect(Collectors.groupingBy(reason -> reason, LinkedHashMap::new, Collectors.counting()));
    }

    /** Case to reason: a heading "= REASON: why" holds for the cases below it. */
    private static Map<String, String> listedReasons() throws IOException {
        Map<String, String> listed = new LinkedHashMap<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                X509LimboTest.class.getResourceAsStream("/x509-limbo/differences.txt"), StandardCharsets.UTF_8))) {
            String reason = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("= ")) {
                    reason = line.substring(2, line.indexOf(':'));
                } else if (line.contains("::")) {
                    assertThat(listed.put(line.strip(), reason)).as(line).isNull();
                }
            }
        }
        return listed;
    }

    private static String table() {
        List<String> lines = new ArrayList<>();
        lines.add(row("case", "expected", "ours", "differs by", "status and rules", "signatures"));
        ANSWERS.values()
                .forEach(answer -> lines.add(row(
                        answer.limbo().id(),
                        answer.limbo().expectsSuccess() ? "SUCCESS" : "FAILURE",
                        answer.outcome().name(),
                        answer.agrees()
                                ? ""
                                : reasons.getOrDefault(answer.limbo().id(), "not listed"),
                        words(answer),
                        String.valueOf(answer.checks()))));
        lines.add("");
        lines.add(agreeing() + " of " + ANSWERS.size() + " agree; those that differ, by reason:");
        reasonsCounted().forEach((reason, count) -> lines.add("  " + reason + ": " + count));
        return String.join("\n", lines) + "\n";
    }

    private static String words(Answer answer) {
        String status = answer.status().stream().map(Enum::name).collect(Collectors.joining(" "));
        return answer.broken().isEmpty()
                ? status
                : status + answer.broken().stream().map(Enum::name).collect(Collectors.joining(" ", " (", ")"));
    }

    private static String row(String... cells) {
        return String.format("%-75s %-8s %-9s %-18s %-60s %s", (Object[]) cells);
    }
}
