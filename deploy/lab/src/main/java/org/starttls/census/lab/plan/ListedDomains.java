package org.starttls.census.lab.plan;

import java.io.IOException;
import java.net.IDN;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A list as the lab reads it, by small rules of its own: lines that are blank or begin with "#" are no data lines, nor
 * is a heading; a line is a domain, or a rank and a domain behind a comma.
 *
 * @param dataLines lines that should hold a domain
 * @param domains distinct domains, A-labels in lower case, in the order of the list
 * @param rejected the other data lines, by the reason a crawler must give
 */
public record ListedDomains(long dataLines, List<String> domains, Map<String, Long> rejected) {
    private static final int MAX_LINE_BYTES = 4_096;
    private static final Set<String> HEADINGS = Set.of("domain", "name", "host");

    public ListedDomains {
        domains = List.copyOf(domains);
        rejected = Map.copyOf(rejected);
    }

    public static ListedDomains read(Path list) throws IOException {
        return of(Files.readAllBytes(list));
    }

    static ListedDomains of(byte[] bytes) {
        Reading reading = new Reading();
        int start = hasByteOrderMark(bytes) ? 3 : 0;
        for (int i = start; i <= bytes.length; i++) {
            if (i == bytes.length || bytes[i] == '\n') {
                boolean carriageReturn = i > start && bytes[i - 1] == '\r';
                reading.line(ByteBuffer.wrap(bytes, start, i - start - (carriageReturn ? 1 : 0)));
                start = i + 1;
            }
        }
        return new ListedDomains(reading.dataLines, new ArrayList<>(reading.domains), reading.rejected);
    }

    private static boolean hasByteOrderMark(byte[] bytes) {
        return bytes.length >= 3 && bytes[0] == (byte) 0xef && bytes[1] == (byte) 0xbb && bytes[2] == (byte) 0xbf;
    }

    private static final class Reading {
        private final LinkedHashSet<String> domains = new LinkedHashSet<>();
        private final Map<String, Long> rejected = new TreeMap<>();
        private long dataLines;

        void line(ByteBuffer bytes) {
            if (bytes.remaining() > MAX_LINE_BYTES) {
                count("LINE_TOO_LONG");
                return;
            }
            String line;
            try {
                line = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
            } catch (CharacterCodingException e) {
                count("NOT_TEXT");
                return;
            }
            if (line.isBlank() || line.startsWith("#")) {
                return;
            }
            if (line.indexOf('\0') >= 0) {
                count("NOT_TEXT");
                return;
            }
            int comma = line.indexOf(',');
            String name = (comma < 0 ? line : line.substring(comma + 1)).strip();
            if (dataLines == 0 && HEADINGS.contains(name.toLowerCase(Locale.ROOT))) {
                return;
            }
            name(comma < 0 ? "1" : line.substring(0, comma).strip(), name);
        }

        private void name(String rank, String name) {
            if (name.contains("/")) {
                count("URL");
            } else if (name.contains("@")) {
                count("EMAIL_ADDRESS");
            } else if (name.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}")
                    || name.matches("\\[?[0-9a-fA-F.]*:[0-9a-fA-F.:]+]?")) {
                count("IP_ADDRESS");
            } else {
                label(rank, ascii(name));
            }
        }

        private void label(String rank, String name) {
            List<String> labels = List.of(name.split("\\.", -1));
            if (!name.matches("[a-z0-9._-]*")) {
                count("BAD_CHARACTER");
            } else if (name.length() > 253) {
                count("TOO_LONG");
            } else if (labels.stream().anyMatch(label -> label.isEmpty() || label.length() > 63)) {
                count("BAD_LABEL");
            } else if (labels.size() < 2) {
                count("SINGLE_LABEL");
            } else if (!rank.matches("0*[1-9][0-9]*")) {
                count("BAD_RANK");
            } else if (!domains.add(name)) {
                count("DUPLICATE");
            } else {
                dataLines++;
            }
        }

        /** The name in A-labels, or as it is if it has none. */
        private static String ascii(String text) {
            String name = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
            if (name.chars().allMatch(c -> c < 0x80)) {
                return name.toLowerCase(Locale.ROOT);
            }
            try {
                return IDN.toASCII(name).toLowerCase(Locale.ROOT);
            } catch (IllegalArgumentException e) {
                return name;
            }
        }

        private void count(String reason) {
            dataLines++;
            rejected.merge(reason, 1L, Long::sum);
        }
    }
}
