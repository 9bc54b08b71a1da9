package org.starttls.census.crawler.probe.dialogue;

import java.util.Objects;

/**
 * What was said, as a reader sees it.
 *
 * @param text lines that begin with "S: " (the peer) or "C: " (us), each ended by a line feed, escaped by
 *     {@link PeerText}
 * @param cut whether more was said than is kept
 */
public record Transcript(String text, boolean cut) {
    public static final Transcript EMPTY = new Transcript("", false);

    public Transcript {
        Objects.requireNonNull(text);
    }
}
