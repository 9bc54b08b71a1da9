package org.starttls.census.analyzer.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DowngradeSignsTest {
    private static List<Sign> signs(String stage, String ending, String transcript) {
        return signs(SessionText.of(stage, ending, transcript));
    }

    private static List<Sign> signs(Session session) {
        return DowngradeSigns.of(session).stream().map(SignFinding::sign).toList();
    }

    private static String evidence(String stage, String ending, String transcript) {
        return DowngradeSigns.of(SessionText.of(stage, ending, transcript))
                .get(0)
                .evidence();
    }

    /** A session whose EHLO reply has the given lines, and whose blind STARTTLS got the given answer. */
    private static String session(List<String> lines, String answer) {
        String ehlo = Stream.concat(Stream.of("mx.example hello"), lines.stream())
                .reduce("", (text, line) -> text + "S: 250-" + line + "\n");
        int last = ehlo.lastIndexOf("S: 250-") + 6;
        return "S: 220 mx.example ESMTP\nC: EHLO scanner.example\n" + ehlo.substring(0, last) + " "
                + ehlo.substring(last + 1) + "C: STARTTLS\nS: " + answer + "\n";
    }

    @Test
    void showsNoneInASessionThatWentThrough() {
        assertThat(signs("QUIT", "COMPLETED", session(List.of("SIZE", "STARTTLS"), "220 go ahead")))
                .isEmpty();
    }

    @Nested
    class MaskedKeyword {
        /** Provenance: the order and the lengths are those of a capture of an Exchange 2003 behind a Cisco ASA. */
        private static final List<String> EXCHANGE = List.of(
                "XXXA",
                "SIZE",
                "ETRN",
                "PIPELINING",
                "DSN",
                "ENHANCEDSTATUSCODES",
                "8bitmime",
                "BINARYMIME",
                "XXXXXXXB",
                "XXXC",
                "XXXXXXXXXXXXXXXXXXXXXXXD",
                "XXXXXXXXXXXXE",
                "AUTH LOGIN",
                "XXXXXXXXXF",
                "XXXXXXXXXXXXG",
                "XXXXXXH",
                "XI");

        @Test
        void isSeenWhereLettersRunOverTheMasks() {
            String session = session(EXCHANGE, "500 5.3.3 Unrecognized command");

            assertThat(signs("EHLO", "NOT_OFFERED", session)).containsExactly(Sign.MASKED_KEYWORD);
            assertThat(evidence("EHLO", "NOT_OFFERED", session))
                    .startsWith("XXXA, XXXXXXXB, XXXC")
                    .endsWith("of eight letters and not visible: STARTTLS, CHUNKING, SMTPUTF8");
        }

        @ParameterizedTest(name = "{0}: {1}")
        @CsvSource({
            "XXXXXXXA,          true",
            "XXXXXXXX,          true",
            "XXXX,              true",
            "XXXXXXXB,          false",
            "XA,                false",
            "XVERP,             false",
            "XCLIENT NAME,      false",
            "xxxxxxxa,          false"
        })
        void isAWholeLineOfXs(String line, boolean expected) {
            String session = session(List.of("SIZE", line), "500 what?");

            assertThat(signs("EHLO", "NOT_OFFERED", session).contains(Sign.MASKED_KEYWORD))
                    .isEqualTo(expected);
        }

        @Test
        void isNoSignWhereStarttlsIsOffered() {
            assertThat(signs("QUIT", "COMPLETED", session(List.of("XXXXXXXA", "STARTTLS"), "220 go")))
                    .isEmpty();
        }

        @Test
        void isNoSignWhereTheLettersDoNotRun() {
            assertThat(signs("EHLO", "NOT_OFFERED", session(List.of("XXXXXXXB", "XXXXA"), "500 what?")))
                    .containsExactly(Sign.ABSENT);
        }
    }

    @Nested
    class Echoed {
        /** Masks and words as published: Durumeric et al. 2015; rapid7 recog, smtp_ehlo.xml. */
        @ParameterizedTest(name = "{0}: {1}")
        @CsvSource(
                delimiter = '|',
                value = {
                    "500 5.5.1 Command unrecognized: \"XXXXXXXX\"        | COMMAND_REWRITTEN",
                    "500 Syntax error, command \"XXXX\" unrecognized     | COMMAND_REWRITTEN",
                    "502 unknown command 'STAR'                          | COMMAND_REWRITTEN",
                    "500 command not recognized: TTLS                    | COMMAND_REWRITTEN",
                    "500 5.5.1 Command unrecognized: \"STARTTLS\"        | ABSENT_CONFIRMED",
                    "502 5.5.1 starttls not supported                    | ABSENT_CONFIRMED",
                    "500 5.5.2 Syntax error                              | ABSENT",
                    "500 5.5.2 Error: \"bad\" syntax                     | ABSENT",
                    "500 \"TLS\" is what you want, not here              | ABSENT"
                })
        void commandsTellWhatArrived(String answer, Sign expected) {
            assertThat(signs("EHLO", "NOT_OFFERED", session(List.of("SIZE"), answer)))
                    .containsExactly(expected);
        }

        @Test
        void ehloTellsToo() {
            String transcript = """
                    S: 220 mx.example
                    C: EHLO scanner.example
                    S: 500 Syntax error, command "XXXX" unrecognized
                    C: HELO scanner.example
                    S: 250 mx.example
                    """;

            assertThat(signs("EHLO", "NOT_OFFERED", transcript))
                    .containsExactly(Sign.COMMAND_REWRITTEN, Sign.EHLO_REFUSED_HELO_ACCEPTED);
        }
    }

    @Nested
    class Answered {
        @Test
        void blindlyWith220IsHiddenButSupported() {
            assertThat(signs("QUIT", "COMPLETED", session(List.of("SIZE"), "220 go")))
                    .containsExactly(Sign.HIDDEN_BUT_SUPPORTED);
        }

        @Test
        void blindlyWith220AndNoTlsIsNotSupported() {
            assertThat(signs("HANDSHAKE", "TIMED_OUT", session(List.of("SIZE"), "220 go")))
                    .containsExactly(Sign.NO_TLS_AFTER_220);
        }

        @ParameterizedTest(name = "{0}")
        @CsvSource({"454 TLS not available", "501 Syntax error", "502 no", "500 no"})
        void withARefusalAfterTheOffer(String answer) {
            assertThat(signs("STARTTLS", "REJECTED", session(List.of("STARTTLS"), answer)))
                    .containsExactly(Sign.OFFERED_THEN_REFUSED);
        }

        @ParameterizedTest(name = "{0}")
        @CsvSource({"250 OK", "200 STRIPTLS"})
        void withAnotherSuccessThan220(String answer) {
            assertThat(signs("STARTTLS", "REJECTED", session(List.of("STARTTLS"), answer)))
                    .containsExactly(Sign.REPLY_REWRITTEN);
            assertThat(signs("EHLO", "NOT_OFFERED", session(List.of("SIZE"), answer)))
                    .containsExactly(Sign.REPLY_REWRITTEN);
        }

        @ParameterizedTest(name = "{0}")
        @CsvSource({"DISCONNECTED", "TIMED_OUT"})
        void with220AndThenNoTls(String ending) {
            assertThat(signs("HANDSHAKE", ending, session(List.of("STARTTLS"), "220 go")))
                    .containsExactly(Sign.NO_TLS_AFTER_220);
        }

        @Test
        void with220AndThenAnAlertIsTls() {
            assertThat(signs("HANDSHAKE", "ALERTED", session(List.of("STARTTLS"), "220 go")))
                    .isEmpty();
        }

        @ParameterizedTest(name = "{0}: {2}")
        @CsvSource({"NOT_TLS, HANDSHAKE, NO_TLS_AFTER_220", "BYTES_AFTER_220, STARTTLS, BYTES_AFTER_220"})
        void with220AndThenPlainText(String misbehaviour, String stage, Sign expected) {
            assertThat(signs(SessionText.of(
                            stage, "MISBEHAVED", Optional.of(misbehaviour), session(List.of("STARTTLS"), "220 go"))))
                    .containsExactly(expected);
        }
    }

    @Nested
    class Greeted {
        /** Source: nmap-service-probes, recog smtp_banners.xml. */
        @ParameterizedTest(name = "{0}: {1}")
        @CsvSource({
            "220 *************************,         true",
            "220 ****0*2******200***,               true",
            "220 mx.example ESMTP *** no spam ***,  false",
            "220 2026,                              false"
        })
        void withAsterisks(String greeting, boolean expected) {
            String transcript = "S: " + greeting + "\nC: EHLO scanner.example\nS: 250-mx.example\nS: 250 STARTTLS\n";

            assertThat(signs("QUIT", "COMPLETED", transcript).contains(Sign.MASKED_GREETING))
                    .isEqualTo(expected);
        }

        @ParameterizedTest(name = "{0}: {1}")
        @CsvSource({"STARTTLS, true", "starttls.example.com Hello, false"})
        void withTheKeywordWhereTheNameBelongs(String first, boolean expected) {
            String transcript = "S: 220 hi\nC: EHLO scanner.example\nS: 250-" + first + "\nS: 250 SIZE\n";

            assertThat(signs("EHLO", "NOT_OFFERED", transcript).contains(Sign.KEYWORD_BEFORE_GREETING))
                    .isEqualTo(expected);
        }
    }

    @Nested
    class Named {
        private static final String INSIDE = "S: 220 hi\nC: EHLO scanner.example\nS: 250-%s\nS: 250 STARTTLS\n"
                + "C: STARTTLS\nS: 220 go\nC: EHLO scanner.example\nS: 250 %s\nC: QUIT\nS: 221 bye\n";

        /** Provenance of the first: mail-in-a-box issue 1535. */
        @ParameterizedTest(name = "{0}: {1}")
        @CsvSource({
            "'Requested mail action okay, completed', true",
            "Hello,                                  true",
            "OK,                                     true",
            "mx.example.org Hello,                   false",
            "mx_1.example.org,                       false",
            "SERVER01 Hello,                         false",
            "'<mx.example.org>',                     true",
            "MX.EXAMPLE.ORG.,                        false",
            "'[192.0.2.1] at your service',          false",
            "'[IPv6:2001:db8::1]',                   false",
            "STARTTLS,                               false"
        })
        void likeNoServer(String first, boolean expected) {
            String transcript = "S: 220 hi\nC: EHLO scanner.example\nS: 250-" + first + "\nS: 250 SIZE\n";

            assertThat(signs("EHLO", "NOT_OFFERED", transcript).contains(Sign.PROXY_GREETING))
                    .isEqualTo(expected);
        }

        @ParameterizedTest(name = "{0}, inside {1}: {2}")
        @CsvSource({"mx.example.org, inner.example.net, true", "mx.example.org, MX.example.org,    false"})
        void otherwiseInsideTls(String outside, String inside, boolean expected) {
            assertThat(signs("QUIT", "COMPLETED", INSIDE.formatted(outside, inside))
                            .contains(Sign.PROXY_GREETING))
                    .isEqualTo(expected);
        }
    }

    @Nested
    class Shown {
        private static List<Sign> smells(String subject, String issuer, String name, boolean own, Duration age) {
            return signs(SessionText.showing(new Session.Leaf(subject, issuer, List.of(name), own, Optional.of(age))));
        }

        @ParameterizedTest(name = "{0}: {1}")
        @CsvSource({
            "CN=FortiGate CA O=Fortinet,        true",
            "CN=avast! Mail Scanner Root,       true",
            "CN=Kaspersky Anti-Virus Personal,  true",
            "CN=Resetting Authority,            false",
            "CN=Lab Trust Issuing E1,           false"
        })
        void inTheNameOfAProduct(String issuer, boolean expected) {
            assertThat(smells("CN=mx.example", issuer, "mx.example", false, Duration.ofDays(30))
                            .contains(Sign.CERTIFICATE_SMELL))
                    .isEqualTo(expected);
        }

        @ParameterizedTest(name = "{0}: {1}")
        @CsvSource({
            "localhost,             true",
            "localhost.localdomain, true",
            "debian.localdomain,    true",
            "localhost.example.org, false"
        })
        void forTheNameItWasDeliveredWith(String name, boolean expected) {
            assertThat(smells("CN=x", "CN=x", name, true, Duration.ofDays(300)).contains(Sign.CERTIFICATE_SMELL))
                    .isEqualTo(expected);
        }

        @ParameterizedTest(name = "{0} s old, by its own key {1}: {2}")
        @CsvSource({"5, true, true", "5, false, false", "600, true, false", "-5, true, false"})
        void madeForTheSession(long seconds, boolean own, boolean expected) {
            assertThat(smells("CN=mx.example", "CN=mx.example", "mx.example", own, Duration.ofSeconds(seconds))
                            .contains(Sign.CERTIFICATE_SMELL))
                    .isEqualTo(expected);
        }
    }

    @Test
    void boundsItsEvidence() {
        String session = session(List.of("SIZE"), "500 " + "x".repeat(1_000));

        assertThat(evidence("EHLO", "NOT_OFFERED", session)).hasSize(SignFinding.MAX_EVIDENCE + 3);
    }
}
