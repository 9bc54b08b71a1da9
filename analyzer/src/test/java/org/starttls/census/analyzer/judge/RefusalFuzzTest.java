package org.starttls.census.analyzer.judge;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

class RefusalFuzzTest {
    /** Whatever a server says, signs and refusal are read from it, and evidence is short. */
    @FuzzTest(maxDuration = "10m")
    void readsAnyText(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        for (String stage : new String[] {"GREETING", "EHLO", "STARTTLS"}) {
            Session session = SessionText.of(stage, "REJECTED", transcript(text));

            assertThat(Refusal.of(session)).isNotNull();
            assertThat(DowngradeSigns.of(session))
                    .allMatch(finding -> finding.evidence().length() <= SignFinding.MAX_EVIDENCE + 3);
        }
    }

    private static String transcript(String text) {
        String one = text.replace('\n', ' ').replace('\r', ' ');
        return "S: 554 " + one + "\nC: EHLO scanner.example\nS: 250-" + one + "\nS: 250 " + one
                + "\nC: STARTTLS\nS: 502 " + one + "\n";
    }
}
