package org.starttls.census.crawler.stream;

import java.util.Base64;

/** Books in the metadata of an offset commit, which Kafka keeps as text. */
final class BookText {
    private BookText() {}

    /** @throws IllegalStateException if it is longer than a broker takes by default */
    static String encode(byte[] book) {
        String text = Base64.getEncoder().withoutPadding().encodeToString(book);
        if (text.length() > PendingOffsets.MAX_METADATA_CHARS) {
            throw new IllegalStateException("the books of a partition take " + text.length() + " characters, more than "
                    + PendingOffsets.MAX_METADATA_CHARS + "; an outcome's tally is not one of a few names");
        }
        return text;
    }

    static byte[] decode(String text) {
        return Base64.getDecoder().decode(text);
    }
}
