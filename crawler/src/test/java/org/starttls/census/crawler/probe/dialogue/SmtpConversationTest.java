package org.starttls.census.crawler.probe.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SmtpConversationTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    static List<TranscriptFile> transcripts() {
        return TranscriptFile.all();
    }

    @ParameterizedTest
    @MethodSource("transcripts")
    void endsAsTheTranscriptExpects(TranscriptFile file) {
        Player player = new Player(file);

        player.play(Integer.MAX_VALUE);

        player.assertExpected();
    }

    @ParameterizedTest
    @MethodSource("transcripts")
    void endsTheSameWhenEveryByteComesAlone(TranscriptFile file) {
        // Whether bytes stand behind a reply depends on the segment by definition.
        if (file.name().contains("bytes-after-220") || file.name().contains("twice")) {
            return;
        }
        Player player = new Player(file);

        player.play(1);

        player.assertExpected();
    }

    @Test
    void hangsUpWithQuitWhenACommandIsNotAnswered() {
        SmtpConversation talk = new SmtpConversation("probe.example", BlindStarttls.ON);
        talk.connected();
        talk.received(ascii("220 mx\r\n"));

        SmtpAction last = talk.late(LIMIT);

        assertThat(last).isEqualTo(new SmtpAction.HangUp(java.util.Optional.of("QUIT")));
        assertThat(talk.transcript().text()).isEqualTo("S: 220 mx\nC: EHLO probe.example\nC: QUIT\n");
    }

    @Test
    void saysNothingToWhoDidNotGreet() {
        SmtpConversation talk = new SmtpConversation("probe.example", BlindStarttls.ON);
        talk.connected();

        SmtpAction last = talk.late(LIMIT);

        assertThat(last).isEqualTo(new SmtpAction.HangUp(java.util.Optional.empty()));
        assertThat(talk.ending()).contains(new Ending.TimedOut(LIMIT));
    }

    @Test
    void keepsTheEndingWhateverHappensToTheFarewell() {
        SmtpConversation talk = new SmtpConversation("probe.example", BlindStarttls.ON);
        talk.connected();
        talk.received(ascii("554 no\r\n"));
        Ending before = talk.ending().orElseThrow();

        talk.closed(NetworkCause.CONNECTION_RESET);

        assertThat(talk.ending()).contains(before);
        assertThat(talk.stage()).isEqualTo(DialogueStage.GREETING);
    }

    @Test
    void recordsUnreachableAtConnect() {
        SmtpConversation talk = new SmtpConversation("probe.example", BlindStarttls.ON);

        talk.unreachable(NetworkCause.CONNECTION_REFUSED);

        assertThat(talk.stage()).isEqualTo(DialogueStage.CONNECT);
        assertThat(talk.ending()).contains(new Ending.Unreachable(NetworkCause.CONNECTION_REFUSED));
    }

    @Test
    void keepsEveryReplyAsEvidence() {
        Player player = new Player(TranscriptFile.load("quit-complete.smtp"));

        player.play(Integer.MAX_VALUE);

        SmtpEvidence evidence = player.talk.evidence();
        assertThat(evidence.greeting().orElseThrow().text()).isEqualTo("mx.example.org ESMTP");
        assertThat(evidence.ehlo().orElseThrow().keywords()).containsExactly("SIZE", "STARTTLS");
        assertThat(evidence.ehlo().orElseThrow().name()).isEqualTo("mx.example.org");
        assertThat(evidence.starttls().orElseThrow().code()).isEqualTo(220);
        assertThat(evidence.ehloTls().orElseThrow().keywords()).containsExactly("AUTH");
        assertThat(player.talk.transcript().text())
                .startsWith("S: 220 mx.example.org ESMTP\nC: EHLO probe.example\n")
                .endsWith("S: 250 AUTH PLAIN\nC: QUIT\nS: 221 bye\n");
    }

    @Test
    void neverThrowsNorPassesALimitOnMutatedTranscripts() {
        Random random = new Random(3207);
        List<TranscriptFile> files = transcripts();
        for (int round = 0; round < 20_000; round++) {
            TranscriptFile file = files.get(random.nextInt(files.size()));
            SmtpConversation talk = new SmtpConversation("probe.example", file.blindStarttls());
            talk.connected();

            for (TranscriptFile.Step step : file.steps()) {
                mutatedStep(talk, step, random);
            }
            talk.closed(NetworkCause.CLOSED_BY_PEER);

            assertThat(talk.ending().orElseThrow().isPossibleAt(talk.stage())).isTrue();
            assertThat(talk.transcript().text().length()).isLessThanOrEqualTo(TranscriptWriter.MAX_CHARS);
            assertThat(talk.transcript().text()).matches("[ -~\n]*");
        }
    }

    private static void mutatedStep(SmtpConversation talk, TranscriptFile.Step step, Random random) {
        byte[] bytes = step.bytes().clone();
        for (int i = random.nextInt(4); i > 0 && bytes.length > 0; i--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        if (random.nextInt(8) == 0) {
            bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
        }
        switch (step.what()) {
            case SEND, NOT_TLS -> talk.received(bytes);
            case TLS -> {
                if (talk.patience() == Patience.HANDSHAKE) {
                    talk.secured();
                }
            }
            case COMMAND, CLOSE, CLOSE_NOTIFY, RESET, STALL, HELLO, TLS_ALERT -> {
                if (random.nextInt(16) == 0) {
                    talk.late(LIMIT);
                }
            }
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Plays a transcript to a conversation, as a driver would. */
    private static final class Player {
        private final TranscriptFile file;
        private final SmtpConversation talk;
        private SmtpAction last;

        Player(TranscriptFile file) {
            this.file = file;
            this.talk = new SmtpConversation("probe.example", file.blindStarttls());
            this.last = talk.connected();
        }

        void play(int segmentBytes) {
            for (TranscriptFile.Step step : file.steps()) {
                if (last.kind() != SmtpAction.Kind.HANG_UP) {
                    play(step, segmentBytes);
                }
            }
            if (last.kind() != SmtpAction.Kind.HANG_UP) {
                last = talk.closed(NetworkCause.CLOSED_BY_PEER);
            }
        }

        private void play(TranscriptFile.Step step, int segmentBytes) {
            switch (step.what()) {
                case SEND -> send(step.bytes(), segmentBytes);
                case COMMAND -> assertThat(last).isEqualTo(new SmtpAction.Say(step.argument()));
                case CLOSE, CLOSE_NOTIFY -> last = talk.closed(NetworkCause.CLOSED_BY_PEER);
                case RESET -> last = talk.closed(NetworkCause.CONNECTION_RESET);
                case STALL -> last = talk.late(LIMIT);
                case HELLO -> assertThat(last.kind()).isEqualTo(SmtpAction.Kind.UPGRADE_TO_TLS);
                case TLS -> {
                    assertThat(last.kind()).isEqualTo(SmtpAction.Kind.UPGRADE_TO_TLS);
                    last = talk.secured();
                }
                case TLS_ALERT -> {
                    assertThat(last.kind()).isEqualTo(SmtpAction.Kind.UPGRADE_TO_TLS);
                    int number = Integer.parseInt(step.argument());
                    last = talk.tlsFailed(new Ending.Alerted(new TlsAlert(number, TlsAlert.Sender.PEER)));
                }
                case NOT_TLS -> last = talk.tlsFailed(new Ending.Misbehaved(Misbehaviour.NOT_TLS, step.argument()));
            }
        }

        private void send(byte[] bytes, int segmentBytes) {
            for (int at = 0; at < bytes.length && last.kind() != SmtpAction.Kind.HANG_UP; ) {
                int end = (int) Math.min(bytes.length, (long) at + segmentBytes);
                last = talk.received(Arrays.copyOfRange(bytes, at, end));
                at = end;
            }
        }

        void assertExpected() {
            assertThat(TranscriptFile.inWords(talk.stage(), talk.ending().orElseThrow()))
                    .isEqualTo(file.asserted("expect").orElseThrow());
            SmtpEvidence seen = talk.evidence();
            file.asserted("offered").ifPresent(tri -> assertThat(seen.offered()).isEqualTo(Tri.valueOf(tri)));
            file.asserted("helo")
                    .ifPresent(
                            code -> assertThat(seen.helo().orElseThrow().code()).isEqualTo(Integer.parseInt(code)));
            file.asserted("starttls")
                    .ifPresent(code ->
                            assertThat(seen.starttls().orElseThrow().code()).isEqualTo(Integer.parseInt(code)));
            file.asserted("tolerated")
                    .ifPresent(name -> assertThat(seen.tolerated()).contains(Deviation.valueOf(name)));
        }
    }
}
