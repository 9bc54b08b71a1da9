package org.starttls.census.crawler.probe.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

class ReplyParserFuzzTest {
    /** What was read must not depend on how the bytes came, and stays within the limits. */
    @FuzzTest(maxDuration = "10m")
    void readsTheSameHoweverTheBytesCome(byte[] bytes) {
        assertThat(read(bytes, bytes.length + 1)).isEqualTo(read(bytes, 1)).isEqualTo(read(bytes, -1));
    }

    /** Pieces of that size; of random sizes by the content if it is negative. */
    private static List<String> read(byte[] bytes, int size) {
        ReplyParser parser = new ReplyParser();
        Random sizes = new Random(Arrays.hashCode(bytes));
        List<String> seen = new ArrayList<>();
        for (int at = 0; at < bytes.length && parser.state() != ReplyParser.State.BROKEN; ) {
            int length = Math.min(bytes.length - at, size > 0 ? size : 1 + sizes.nextInt(40));
            byte[] piece = Arrays.copyOfRange(bytes, at, at + length);
            at += length;
            for (int from = 0; from < piece.length && parser.state() != ReplyParser.State.BROKEN; ) {
                from = parser.feed(piece, from);
                if (parser.state() == ReplyParser.State.REPLY) {
                    SmtpReply reply = parser.reply();
                    assertThat(reply.lines()).hasSizeBetween(1, SmtpReply.MAX_LINES);
                    assertThat(reply.text()).hasSizeLessThanOrEqualTo(ReplyParser.MAX_REPLY_BYTES);
                    seen.add(reply.toString());
                }
            }
        }
        assertThat(parser.excerpt())
                .hasSizeLessThanOrEqualTo(PeerText.MAX_EXCERPT_CHARS)
                .matches("[ -~]*");
        seen.add(parser.state() + " " + parser.broken() + " " + parser.tolerated());
        return seen;
    }
}
