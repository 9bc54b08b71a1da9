package org.starttls.census.crawler.probe.dialogue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Reads replies from bytes as they come, without I/O. Total: any bytes end in a reply, a broken rule, or a wait for more.
 * Source: RFC 5321 s4.2.
 *
 * <pre>{@code
 * Greeting   = ( "220 " (Domain / address-literal) [ SP textstring ] CRLF ) /
 *              ( "220-" (Domain / address-literal) [ SP textstring ] CRLF
 *             *( "220-" [ textstring ] CRLF )
 *                "220" [ SP textstring ] CRLF )
 * Reply-line = *( Reply-code "-" [ textstring ] CRLF )
 *              Reply-code [ SP textstring ] CRLF
 * Reply-code = %x32-35 %x30-35 %x30-39
 * textstring = 1*(%d09 / %d32-126)
 * }</pre>
 *
 * <p>Tolerated deviations are the symbols of {@link Deviation}. What is not tolerated: a first line that begins with no
 * code where no text before a greeting can stand, a fourth digit, control characters before a code, and the limits below.
 */
final class ReplyParser {
    /** Bytes of a line without its end. RFC 5321 s4.5.3.1.5 allows 512; chosen as eight times that, as other scanners do. */
    static final int MAX_LINE_BYTES = 4_096;

    /** Bytes of a reply with its line ends. Chosen: far above any real reply, small enough for thousands at once. */
    static final int MAX_REPLY_BYTES = 65_536;

    /** Bytes of a line by RFC 5321 s4.5.3.1.5, without CRLF. */
    private static final int STANDARD_LINE_BYTES = 510;

    private static final int CODE_DIGITS = 3;

    /** What the bytes so far came to. */
    enum State {
        /** No whole reply yet; all bytes are taken. */
        MORE,
        /** A whole reply; bytes behind it are not taken. */
        REPLY,
        /** A rule or limit is broken; nothing more is taken, ever. */
        BROKEN
    }

    private final Set<Deviation> tolerated = EnumSet.noneOf(Deviation.class);
    private final List<String> lines = new ArrayList<>();
    private byte[] line = new byte[128];
    private int lineBytes;
    private int replyBytes;
    private int code = -1;
    private int textLines;
    private int blankOrTextLines;
    private String garbage = "";
    private SmtpReply reply;
    private Misbehaviour broken;
    private boolean greeted;

    /**
     * Takes bytes up to the end of a reply.
     *
     * @return the index of the first byte not taken
     */
    int feed(byte[] bytes, int from) {
        int at = from;
        reply = null;
        while (at < bytes.length && reply == null && broken == null) {
            take(bytes[at++]);
        }
        return at;
    }

    State state() {
        if (broken != null) {
            return State.BROKEN;
        }
        return reply == null ? State.MORE : State.REPLY;
    }

    /** The reply whose end the last bytes held. */
    SmtpReply reply() {
        return reply;
    }

    Misbehaviour broken() {
        return broken;
    }

    /** First bytes of what broke a rule, escaped. */
    String excerpt() {
        return PeerText.excerpt(garbage.isEmpty() ? pending() : garbage);
    }

    Set<Deviation> tolerated() {
        return tolerated;
    }

    /** Whether what came since the last reply cannot be the beginning of one. */
    boolean holdsGarbage() {
        if (code >= 0) {
            return false;
        }
        return !garbage.isEmpty() || (lineBytes > 0 && !mayBecomeReplyLine());
    }

    /** Forgets a reply begun and not ended: before the first byte inside TLS. */
    void restart() {
        startReply();
    }

    void note(Deviation deviation) {
        tolerated.add(deviation);
    }

    private void take(byte b) {
        if (++replyBytes > MAX_REPLY_BYTES) {
            fail(Misbehaviour.REPLY_TOO_LARGE);
        } else if (b == '\n') {
            endLine();
        } else if (lineBytes > MAX_LINE_BYTES || (lineBytes == MAX_LINE_BYTES && b != '\r')) {
            fail(Misbehaviour.REPLY_LINE_TOO_LONG);
        } else {
            if (lineBytes == line.length) {
                line = Arrays.copyOf(line, line.length * 2);
            }
            line[lineBytes++] = b;
            if (code < 0 && isControl(b) && !mayBecomeReplyLine()) {
                fail(Misbehaviour.NOT_A_REPLY);
            }
        }
    }

    private void endLine() {
        int length = lineBytes;
        if (length > 0 && line[length - 1] == '\r') {
            length--;
        } else {
            note(Deviation.BARE_LF);
        }
        noteOddBytes(length);
        if (startsWithCode(length)) {
            codedLine(length);
        } else {
            lineWithoutCode(length);
        }
        lineBytes = 0;
    }

    private void codedLine(int length) {
        int lineCode = (line[0] - '0') * 100 + (line[1] - '0') * 10 + (line[2] - '0');
        if (code >= 0 && lineCode != code) {
            note(Deviation.CHANGING_CODE);
        }
        if (line[1] > '5') {
            note(Deviation.ODD_CODE);
        }
        if (textLines > 0) {
            note(Deviation.TEXT_BEFORE_GREETING);
        }
        code = lineCode;
        boolean continues = length > CODE_DIGITS && line[CODE_DIGITS] == '-';
        boolean separated = length == CODE_DIGITS || line[CODE_DIGITS] == ' ' || continues;
        if (!separated) {
            note(Deviation.NO_SEPARATOR);
        }
        if (addLine(text(separated ? Math.min(length, CODE_DIGITS + 1) : CODE_DIGITS, length)) && !continues) {
            reply = new SmtpReply(code, lines);
            greeted = true;
            startReply();
        }
    }

    private void lineWithoutCode(int length) {
        if (code >= 0) {
            note(Deviation.LINE_WITHOUT_CODE);
            addLine(text(0, length));
        } else if (length == 0) {
            note(Deviation.EMPTY_LINE);
            countTextLine();
        } else {
            if (garbage.isEmpty()) {
                garbage = text(0, Math.min(length, PeerText.MAX_EXCERPT_CHARS));
            }
            if (greeted) {
                fail(Misbehaviour.NOT_A_REPLY);
            } else {
                countTextLine();
            }
        }
    }

    private void countTextLine() {
        if (!garbage.isEmpty()) {
            textLines++;
        }
        if (++blankOrTextLines > SmtpReply.MAX_LINES) {
            fail(Misbehaviour.TOO_MANY_REPLY_LINES);
        }
    }

    private boolean addLine(String text) {
        if (lines.size() == SmtpReply.MAX_LINES) {
            fail(Misbehaviour.TOO_MANY_REPLY_LINES);
            return false;
        }
        return lines.add(text);
    }

    private void fail(Misbehaviour misbehaviour) {
        if (garbage.isEmpty()) {
            garbage = pending();
        }
        broken = misbehaviour;
    }

    private void startReply() {
        lines.clear();
        lineBytes = 0;
        replyBytes = 0;
        textLines = 0;
        blankOrTextLines = 0;
        garbage = "";
        code = -1;
    }

    private void noteOddBytes(int length) {
        if (length > STANDARD_LINE_BYTES) {
            note(Deviation.LONG_LINE);
        }
        for (int i = 0; i < length; i++) {
            if (line[i] == '\r') {
                note(Deviation.BARE_CR);
            } else if (line[i] < 0) {
                note(Deviation.NOT_ASCII);
            } else if (isControl(line[i])) {
                note(Deviation.CONTROL_CHARACTER);
            }
        }
    }

    private boolean startsWithCode(int length) {
        return length >= CODE_DIGITS
                && isDigit(line[0])
                && isDigit(line[1])
                && isDigit(line[2])
                && (length == CODE_DIGITS || !isDigit(line[CODE_DIGITS]));
    }

    private boolean mayBecomeReplyLine() {
        for (int i = 0; i < Math.min(CODE_DIGITS, lineBytes); i++) {
            if (!isDigit(line[i])) {
                return false;
            }
        }
        return lineBytes <= CODE_DIGITS || !isDigit(line[CODE_DIGITS]);
    }

    private String pending() {
        return text(0, Math.min(lineBytes, PeerText.MAX_EXCERPT_CHARS));
    }

    private String text(int from, int to) {
        return new String(line, from, to - from, StandardCharsets.ISO_8859_1);
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    private static boolean isControl(byte b) {
        return (b >= 0 && b < ' ' && b != '\t' && b != '\r') || b == 0x7f;
    }
}
