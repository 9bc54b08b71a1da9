package org.starttls.census.crawler.input;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/** Opens a file of the list: decompressed by its first bytes, byte order mark dropped. */
final class ListFile {
    private static final int MAGIC_BYTES = 4;

    private ListFile() {}

    /** @throws InputException if it is no file that can be read, or in UTF-16 */
    static LineReader open(Path file) {
        if (Files.isDirectory(file)) {
            throw new InputException(file + " is a directory", "name the file that holds the list");
        }
        if (!Files.exists(file)) {
            throw new InputException("there is no file " + file, "check the name; - reads standard input");
        }
        try {
            InputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
            return new LineReader(withoutMark(decompressed(raw), file));
        } catch (IOException e) {
            throw new InputException(file + " cannot be read: " + e, "check its permissions, or that it is whole")
                    .causedBy(e);
        }
    }

    private static InputStream decompressed(InputStream raw) throws IOException {
        byte[] magic = peek(raw);
        if (magic.length >= 2 && magic[0] == 0x1f && magic[1] == (byte) 0x8b) {
            return new BufferedInputStream(new GZIPInputStream(raw, 1 << 16), 1 << 16);
        }
        if (Arrays.equals(magic, new byte[] {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd})) {
            return new BufferedInputStream(ZstdStream.open(raw), 1 << 16);
        }
        return raw;
    }

    private static InputStream withoutMark(InputStream in, Path file) throws IOException {
        byte[] start = peek(in);
        if (start.length >= 3 && start[0] == (byte) 0xef && start[1] == (byte) 0xbb && start[2] == (byte) 0xbf) {
            in.skipNBytes(3);
            return in;
        }
        boolean mark = start.length >= 2
                && (start[0] == (byte) 0xff && start[1] == (byte) 0xfe
                        || start[0] == (byte) 0xfe && start[1] == (byte) 0xff);
        boolean everyOtherNul = start.length == MAGIC_BYTES
                && (start[0] == 0 && start[2] == 0 && start[1] != 0 && start[3] != 0
                        || start[1] == 0 && start[3] == 0 && start[0] != 0 && start[2] != 0);
        if (mark || everyOtherNul) {
            throw new InputException(
                    file + " is in UTF-16, byte 1 on", "convert it: iconv -f UTF-16 -t UTF-8 " + file + " > list.txt");
        }
        return in;
    }

    private static byte[] peek(InputStream in) throws IOException {
        in.mark(MAGIC_BYTES);
        byte[] start = in.readNBytes(MAGIC_BYTES);
        in.reset();
        return start;
    }
}
