package org.starttls.census.analyzer.judge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusalTest {
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "554 5.7.1 Service unavailable; client [192.0.2.1] blocked using zen.spamhaus.org | POLICY",
                "554 Your access to this mail system has been rejected due to poor reputation     | POLICY",
                "550 5.7.25 no PTR record for 192.0.2.1                                           | POLICY",
                "450 4.7.1 Client host rejected: cannot find your hostname                        | POLICY",
                "421 4.7.0 Too many connections from your host                                    | CAPACITY",
                "421 mx.example closing connection                                                | CAPACITY",
                "450 4.3.2 not accepting messages now                                             | CAPACITY",
                "554 No SMTP service here                                                         | OTHER",
                "554 unblockedness is bliss                                                       | OTHER"
            })
    void readsTheGroundFromCodeAndText(String greeting, Refusal expected) {
        assertThat(Refusal.of(SessionText.of("GREETING", "REJECTED", "S: " + greeting)))
                .isEqualTo(expected);
    }

    @Test
    void readsTheReplyAtWhichTheSessionEnded() {
        String transcript = "S: 220 blocked.example\nC: EHLO scanner.example\nS: 550 go away\n";

        assertThat(Refusal.of(SessionText.of("EHLO", "REJECTED", transcript))).isEqualTo(Refusal.OTHER);
        assertThat(Refusal.of(SessionText.of("EHLO", "DISCONNECTED", transcript)))
                .isEqualTo(Refusal.NONE);
    }

    @Test
    void knowsNothingOfASessionThatWasNone() {
        assertThat(Refusal.of(SessionText.of("CONNECT", "SKIPPED", ""))).isEqualTo(Refusal.UNKNOWN);
        assertThat(Refusal.of(SessionText.of("CONNECT", "TIMED_OUT", ""))).isEqualTo(Refusal.NONE);
    }
}
