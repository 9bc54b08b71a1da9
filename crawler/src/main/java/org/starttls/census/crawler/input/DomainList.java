package org.starttls.census.crawler.input;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import org.starttls.census.crawler.dns.NameSet;

/**
 * The domains of a list, in its order, one {@link ListLine} a data line. Blank lines, comments ({@code #}, in zone files
 * {@code ;}) and headings are no data lines. The same files give the same lines every time, which is what a resumed scan
 * stands on. Not for use by two threads; {@link #next} throws {@link InputException} where a file can be read no further.
 */
public final class DomainList implements Iterator<ListLine>, AutoCloseable {
    private final Deque<Path> files;
    private final Optional<String> column;
    private final long limit;
    private final NameSet seen;

    private Optional<OpenFile> open = Optional.empty();
    private Optional<ListLine> ahead = Optional.empty();
    private long admitted;

    /**
     * @param column heading or number of the domain's column, if the user named it
     * @param limit domains admitted at most; 0: no limit
     */
    public DomainList(List<Path> files, Optional<String> column, long limit) {
        this.files = new ArrayDeque<>(files);
        this.column = Objects.requireNonNull(column);
        this.limit = limit;
        this.seen = new NameSet(0);
    }

    @Override
    public boolean hasNext() {
        while (ahead.isEmpty()) {
            if (limit > 0 && admitted >= limit) {
                return false;
            }
            if (open.isEmpty()) {
                if (files.isEmpty()) {
                    return false;
                }
                open = Optional.of(new OpenFile(files.poll(), column));
            }
            Optional<Candidate> candidate = open.get().next();
            if (candidate.isEmpty()) {
                open.get().close();
                open = Optional.empty();
            } else {
                ahead = Optional.of(line(candidate.get()));
            }
        }
        return true;
    }

    @Override
    public ListLine next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        ListLine line = ahead.orElseThrow();
        ahead = Optional.empty();
        return line;
    }

    private ListLine line(Candidate candidate) {
        if (candidate.fault().isPresent()) {
            return rejected(candidate, candidate.fault().get());
        }
        DomainSyntax.Judged judged = DomainSyntax.judge(candidate.name());
        if (judged.reason().isPresent()) {
            return rejected(candidate, judged.reason().get());
        }
        String domain = judged.domain().orElseThrow();
        long rank = admitted + 1;
        if (candidate.rank().isPresent()) {
            String text = candidate.rank().get();
            if (!text.matches("0*[1-9]\\d{0,17}")) {
                return rejected(candidate, RejectReason.BAD_RANK);
            }
            rank = Long.parseLong(text);
        }
        if (!seen.add(domain)) {
            return rejected(candidate, RejectReason.DUPLICATE);
        }
        admitted++;
        return new ListLine.Admitted(domain, rank, candidate.source(), candidate.lineNumber());
    }

    private static ListLine rejected(Candidate candidate, RejectReason reason) {
        return new ListLine.Rejected(candidate.source(), candidate.lineNumber(), bounded(candidate.text()), reason);
    }

    private static String bounded(String text) {
        StringBuilder bounded = new StringBuilder();
        text.codePoints().limit(ListLine.Rejected.MAX_TEXT_CHARS).forEach(point -> {
            if (point < 0x20 || point == 0x7f || point == '\\' || (point >= 0x80 && point < 0xa0)) {
                bounded.append(String.format("\\x%02x", point));
            } else {
                bounded.appendCodePoint(point);
            }
        });
        return bounded.substring(0, Math.min(bounded.length(), ListLine.Rejected.MAX_TEXT_CHARS));
    }

    @Override
    public void close() {
        open.ifPresent(OpenFile::close);
    }

    /** A data line before it is judged. */
    private record Candidate(
            String source,
            long lineNumber,
            String text,
            String name,
            Optional<String> rank,
            Optional<RejectReason> fault) {}

    /** One file being read, its first lines looked at before they are given out. */
    private static final class OpenFile implements AutoCloseable {
        private final Path file;
        private final LineReader reader;
        private final Deque<Text> sampled = new ArrayDeque<>();
        private final ListFormat format;
        private String lastOwner = "";
        private String origin = "";

        /** @param text decoded; bytes that are no UTF-8 as Latin-1 */
        private record Text(long number, String text, Optional<RejectReason> fault) {}

        OpenFile(Path file, Optional<String> column) {
            this.file = file;
            this.reader = ListFile.open(file);
            List<String> good = new ArrayList<>();
            for (Text line = read(); line != null; line = read()) {
                sampled.add(line);
                if (line.fault().isEmpty()) {
                    good.add(line.text());
                }
                if (good.size() == ListFormat.SAMPLE_LINES) {
                    break;
                }
            }
            this.format = ListFormat.of(good, column, file.toString());
            if (format.hasHeading()) {
                sampled.removeFirstOccurrence(sampled.stream()
                        .filter(line -> line.fault().isEmpty())
                        .findFirst()
                        .orElseThrow());
            }
        }

        Optional<Candidate> next() {
            while (true) {
                Text line = sampled.isEmpty() ? read() : sampled.poll();
                if (line == null) {
                    return Optional.empty();
                }
                Optional<Candidate> candidate =
                        format.zone() && line.fault().isEmpty() ? zoneOwner(line) : Optional.of(candidate(line));
                if (candidate.isPresent()) {
                    return candidate;
                }
            }
        }

        private Candidate candidate(Text line) {
            if (line.fault().isPresent() || format.separator().isEmpty()) {
                return new Candidate(
                        file.toString(),
                        line.number(),
                        line.text(),
                        line.text().strip(),
                        Optional.empty(),
                        line.fault());
            }
            List<String> cells =
                    ListFormat.columns(line.text(), format.separator().get());
            boolean there = format.domainColumn() < cells.size();
            return new Candidate(
                    file.toString(),
                    line.number(),
                    line.text(),
                    there ? cells.get(format.domainColumn()).strip() : "",
                    there && format.rankColumn() >= 0 ? Optional.of(rank(cells)) : Optional.empty(),
                    there ? Optional.empty() : Optional.of(RejectReason.NO_SUCH_COLUMN));
        }

        /** Empty, which is no rank, where the row ends before its column. */
        private String rank(List<String> cells) {
            return format.rankColumn() < cells.size()
                    ? cells.get(format.rankColumn()).strip()
                    : "";
        }

        /** Owners of NS records below the zone's origin, each run of them once. Other lines are no data lines. */
        private Optional<Candidate> zoneOwner(Text line) {
            String text = line.text();
            if (text.startsWith("$ORIGIN")) {
                origin = text.substring(7).strip();
            }
            String[] words = text.split("\\s+", -1);
            boolean nameServer = false;
            for (int i = 1; i < Math.min(4, words.length - 1); i++) {
                nameServer |= words[i].equalsIgnoreCase("ns");
            }
            String owner = words[0].isEmpty() ? lastOwner : words[0];
            boolean repeated = owner.equalsIgnoreCase(lastOwner);
            if (text.startsWith("$") || text.startsWith(";")) {
                return Optional.empty();
            }
            lastOwner = owner;
            if (!nameServer || repeated || owner.equals("@") || owner.equals(origin)) {
                return Optional.empty();
            }
            String absolute =
                    owner.endsWith(".") || origin.isEmpty() || origin.equals(".") ? owner : owner + "." + origin;
            return Optional.of(
                    new Candidate(file.toString(), line.number(), text, absolute, Optional.empty(), Optional.empty()));
        }

        /** The next line that is neither blank nor a comment; null at the end. */
        private Text read() {
            try {
                while (true) {
                    LineReader.Line line = reader.next();
                    if (line == null) {
                        return null;
                    }
                    Text text = decoded(line);
                    if (!text.text().isBlank() && !text.text().startsWith("#")) {
                        return text;
                    }
                }
            } catch (EOFException e) {
                throw new InputException(
                                file + " ends in the middle of its compressed data, after line " + reader.number(),
                                "fetch it again; census scan --limit " + Math.max(1, reader.number())
                                        + " would take what is there")
                        .causedBy(e);
            } catch (IOException e) {
                throw new InputException(
                                file + " cannot be read after line " + reader.number() + ": " + e,
                                "check that the file is whole")
                        .causedBy(e);
            }
        }

        private static Text decoded(LineReader.Line line) {
            String latin = new String(line.bytes(), StandardCharsets.ISO_8859_1);
            if (line.cut()) {
                return new Text(line.number(), latin, Optional.of(RejectReason.LINE_TOO_LONG));
            }
            try {
                String text = StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .decode(ByteBuffer.wrap(line.bytes()))
                        .toString();
                return new Text(
                        line.number(),
                        text,
                        text.indexOf('\0') >= 0 ? Optional.of(RejectReason.NOT_TEXT) : Optional.empty());
            } catch (CharacterCodingException e) {
                return new Text(line.number(), latin, Optional.of(RejectReason.NOT_TEXT));
            }
        }

        @Override
        public void close() {
            try {
                reader.close();
            } catch (IOException e) {
                // Everything was read from it; nothing can be lost by not closing it well.
                lastOwner = "";
            }
        }
    }
}
