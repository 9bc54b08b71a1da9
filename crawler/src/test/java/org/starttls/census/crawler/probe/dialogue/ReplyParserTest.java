package org.starttls.census.crawler.probe.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReplyParserTest {
    private final ReplyParser parser = new ReplyParser();

    @Test
    void readsAReplyOfOneLine() {
        feed("220 mx.example.org\r\n");

        assertThat(parser.reply()).isEqualTo(new SmtpReply(220, List.of("mx.example.org")));
        assertThat(parser.tolerated()).isEmpty();
    }

    @Test
    void readsAReplyOfSeveralLinesWithEmptyOnes() {
        feed("250-mx\r\n250-\r\n250\r\n");

        assertThat(parser.reply()).isEqualTo(new SmtpReply(250, List.of("mx", "", "")));
    }

    @Test
    void leavesBytesBehindAReply() {
        int taken = feed("220 a\r\n250 b\r\n");

        assertThat(taken).isEqualTo(7);
    }

    @Test
    void takesALineAtTheLimit() {
        feed("220 " + "x".repeat(ReplyParser.MAX_LINE_BYTES - 4) + "\r\n");

        assertThat(parser.state()).isEqualTo(ReplyParser.State.REPLY);
        assertThat(parser.tolerated()).containsExactly(Deviation.LONG_LINE);
    }

    @Test
    void breaksAtALineOneByteBeyondTheLimit() {
        feed("220 " + "x".repeat(ReplyParser.MAX_LINE_BYTES - 3) + "\r\n");

        assertThat(parser.broken()).isEqualTo(Misbehaviour.REPLY_LINE_TOO_LONG);
        assertThat(parser.excerpt()).hasSize(PeerText.MAX_EXCERPT_CHARS);
    }

    @Test
    void takesTwoHundredLines() {
        feed("250-x\r\n".repeat(SmtpReply.MAX_LINES - 1) + "250 x\r\n");

        assertThat(parser.reply().lines()).hasSize(SmtpReply.MAX_LINES);
    }

    @Test
    void breaksAtTwoHundredAndOneLines() {
        feed("250-x\r\n".repeat(SmtpReply.MAX_LINES) + "250 x\r\n");

        assertThat(parser.broken()).isEqualTo(Misbehaviour.TOO_MANY_REPLY_LINES);
    }

    @Test
    void takesAReplyAtTheSizeLimit() {
        feed(replyOf(ReplyParser.MAX_REPLY_BYTES));

        assertThat(parser.state()).isEqualTo(ReplyParser.State.REPLY);
    }

    @Test
    void breaksAtAReplyOneByteBeyondTheSizeLimit() {
        feed(replyOf(ReplyParser.MAX_REPLY_BYTES + 1));

        assertThat(parser.broken()).isEqualTo(Misbehaviour.REPLY_TOO_LARGE);
    }

    @Test
    void keepsALoneCarriageReturnAsText() {
        feed("220 a\rb\r\n");

        assertThat(parser.reply().lines()).containsExactly("a\rb");
        assertThat(parser.tolerated()).containsExactly(Deviation.BARE_CR);
    }

    @Test
    void toleratesTextBeforeTheGreetingOnly() {
        feed("hello\r\n220 mx\r\n");
        assertThat(parser.reply().code()).isEqualTo(220);
        assertThat(parser.tolerated()).containsExactly(Deviation.TEXT_BEFORE_GREETING);

        feed("hello\r\n250 mx\r\n");
        assertThat(parser.broken()).isEqualTo(Misbehaviour.NOT_A_REPLY);
        assertThat(parser.excerpt()).isEqualTo("hello");
    }

    @Test
    void isTotalOnRandomBytes() {
        Random random = new Random(5321);
        byte[] alphabet = "0125 -\r\n\nabS\tx\0".getBytes(StandardCharsets.ISO_8859_1);
        for (int round = 0; round < 20_000; round++) {
            ReplyParser any = new ReplyParser();
            byte[] bytes = new byte[random.nextInt(200)];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = random.nextInt(10) == 0
                        ? (byte) random.nextInt(256)
                        : alphabet[random.nextInt(alphabet.length)];
            }
            int at = 0;
            while (at < bytes.length && any.state() != ReplyParser.State.BROKEN) {
                int taken = any.feed(bytes, at);
                assertThat(taken).isGreaterThan(at);
                at = taken;
            }
            assertThat(any.excerpt().length()).isLessThanOrEqualTo(PeerText.MAX_EXCERPT_CHARS);
        }
    }

    private int feed(String text) {
        return parser.feed(text.getBytes(StandardCharsets.ISO_8859_1), 0);
    }

    private static String replyOf(int bytes) {
        String line = "250-" + "y".repeat(1_018) + "\r\n";
        StringBuilder reply = new StringBuilder(line.repeat(bytes / line.length() - 1));
        return reply.append("250 ")
                .append("z".repeat(bytes - reply.length() - 2 - 0))
                .append("\r\n")
                .toString();
    }
}
