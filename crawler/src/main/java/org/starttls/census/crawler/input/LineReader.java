package org.starttls.census.crawler.input;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Splits bytes into lines at LF, a CR before it dropped. A line over the limit is cut there and the rest skipped, so
 * that memory is bounded whatever the file holds.
 */
final class LineReader implements Closeable {
    /** Bytes of a line. Chosen: sixteen times the longest domain, room for many columns. */
    static final int MAX_LINE_BYTES = 4_096;

    private static final int BUFFER_BYTES = 1 << 16;

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int position;
    private int end;
    private long number;

    LineReader(InputStream in) {
        this.in = in;
    }

    /**
     * A line: its bytes without its end, at most {@value #MAX_LINE_BYTES}, and whether there was more.
     */
    static final class Line {
        private final long number;
        private final byte[] bytes;
        private final boolean cut;

        private Line(long number, byte[] bytes, boolean cut) {
            this.number = number;
            this.bytes = bytes;
            this.cut = cut;
        }

        long number() {
            return number;
        }

        byte[] bytes() {
            return bytes;
        }

        boolean cut() {
            return cut;
        }
    }

    /** The next line; null at the end. */
    Line next() throws IOException {
        byte[] line = new byte[128];
        int length = 0;
        boolean cut = false;
        boolean any = false;
        while (true) {
            if (position == end) {
                end = in.read(buffer, 0, buffer.length);
                position = 0;
                if (end <= 0) {
                    end = 0;
                    if (!any) {
                        return null;
                    }
                    break;
                }
            }
            any = true;
            byte value = buffer[position++];
            if (value == '\n') {
                break;
            }
            if (length == MAX_LINE_BYTES) {
                cut = true;
                continue;
            }
            if (length == line.length) {
                line = Arrays.copyOf(line, Math.min(MAX_LINE_BYTES, 2 * length));
            }
            line[length++] = value;
        }
        if (!cut && length > 0 && line[length - 1] == '\r') {
            length--;
        }
        number++;
        return new Line(number, Arrays.copyOf(line, length), cut);
    }

    /** Lines returned so far. */
    long number() {
        return number;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
