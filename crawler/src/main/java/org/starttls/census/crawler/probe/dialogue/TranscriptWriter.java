package org.starttls.census.crawler.probe.dialogue;

/** Writes a {@link Transcript} as bytes come and go. Takes anything, keeps a bounded part. */
final class TranscriptWriter {
    /** Characters. Holds any ordinary session a hundred times. Chosen. */
    static final int MAX_CHARS = 65_536;

    private static final String PEER = "S: ";
    private static final String WE = "C: ";

    private final StringBuilder text = new StringBuilder(512);
    private boolean inPeerLine;
    private boolean heldCr;
    private boolean cut;

    void heard(byte[] bytes) {
        for (int i = 0; i < bytes.length && !cut; i++) {
            hear((char) (bytes[i] & 0xff));
        }
    }

    private void hear(char c) {
        if (c == '\n') {
            heldCr = false;
            startPeerLine();
            endPeerLine();
            return;
        }
        releaseCr();
        if (c == '\r') {
            heldCr = true;
        } else {
            startPeerLine();
            put(c);
        }
    }

    void said(String command) {
        endPeerLine();
        if (fits(WE.length() + command.length() + 1)) {
            text.append(WE).append(command).append('\n');
        }
    }

    Transcript finish() {
        endPeerLine();
        return new Transcript(text.toString(), cut);
    }

    private void startPeerLine() {
        if (!inPeerLine && fits(PEER.length() + 1)) {
            text.append(PEER);
            inPeerLine = true;
        }
    }

    /** One character is always left for the line feed. */
    private void endPeerLine() {
        releaseCr();
        if (inPeerLine) {
            text.append('\n');
            inPeerLine = false;
        }
    }

    /** A CR that turned out not to belong to a line's end. */
    private void releaseCr() {
        if (heldCr) {
            heldCr = false;
            startPeerLine();
            put('\r');
        }
    }

    private void put(char c) {
        if (fits(PeerText.escapedChars(c) + 1)) {
            PeerText.append(text, c);
        }
    }

    private boolean fits(int chars) {
        cut |= text.length() + chars > MAX_CHARS;
        return !cut;
    }
}
