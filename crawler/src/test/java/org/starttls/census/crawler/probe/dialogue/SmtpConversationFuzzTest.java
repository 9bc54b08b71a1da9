package org.starttls.census.crawler.probe.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.time.Duration;
import java.util.regex.Pattern;

class SmtpConversationFuzzTest {
    private static final Pattern COMMANDS = Pattern.compile("(EHLO|HELO) probe\\.example|STARTTLS|QUIT");

    /** More than any session of ours needs: a conversation that goes on is one that never ends. */
    private static final int MOST_COMMANDS = 6;

    /** Whatever a peer says and whenever it leaves: the session ends, and nothing but four commands was said. */
    @FuzzTest(maxDuration = "10m")
    void endsAndNeverSaysWhatItShouldNot(FuzzedDataProvider data) {
        BlindStarttls blind = data.consumeBoolean() ? BlindStarttls.ON : BlindStarttls.OFF;
        SmtpConversation talk = new SmtpConversation("probe.example", blind);
        SmtpAction last = talk.connected();
        int commands = said(last);
        while (data.remainingBytes() > 0 && last.kind() != SmtpAction.Kind.HANG_UP) {
            last = talk.patience() == Patience.HANDSHAKE ? handshake(talk, data) : heard(talk, data);
            commands += said(last);
        }
        if (talk.ending().isEmpty()) {
            talk.closed(NetworkCause.CLOSED_BY_PEER);
        }
        assertThat(commands).isLessThanOrEqualTo(MOST_COMMANDS);
        assertThat(talk.ending().orElseThrow().isPossibleAt(talk.stage())).isTrue();
        assertThat(talk.transcript().text())
                .hasSizeLessThanOrEqualTo(TranscriptWriter.MAX_CHARS)
                .matches("[ -~\n]*");
        talk.evidence().ehlo().ifPresent(ehlo -> assertThat(ehlo.keywords()).noneMatch(word -> word.contains(" ")));
    }

    private static SmtpAction handshake(SmtpConversation talk, FuzzedDataProvider data) {
        return switch (data.consumeInt(0, 4)) {
            case 0 -> talk.tlsFailed(new Ending.Alerted(new TlsAlert(data.consumeInt(0, 255), TlsAlert.Sender.PEER)));
            case 1 -> talk.tlsFailed(new Ending.Misbehaved(Misbehaviour.NOT_TLS, ""));
            case 2 -> talk.closed(NetworkCause.CONNECTION_RESET);
            default -> talk.secured();
        };
    }

    private static SmtpAction heard(SmtpConversation talk, FuzzedDataProvider data) {
        return switch (data.consumeInt(0, 15)) {
            case 0 -> talk.closed(NetworkCause.CLOSED_BY_PEER);
            case 1 -> talk.late(Duration.ofSeconds(5));
            default -> talk.received(data.consumeBytes(data.consumeInt(1, 6_000)));
        };
    }

    private static int said(SmtpAction action) {
        if (action instanceof SmtpAction.Say say) {
            assertThat(say.command()).matches(COMMANDS);
            return 1;
        }
        if (action instanceof SmtpAction.HangUp hangUp) {
            hangUp.lastWord().ifPresent(word -> assertThat(word).matches(COMMANDS));
            return 1;
        }
        return 0;
    }
}
