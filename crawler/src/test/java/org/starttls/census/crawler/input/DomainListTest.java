package org.starttls.census.crawler.input;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DomainListTest {
    @TempDir
    private Path folder;

    private List<ListLine> read(byte[] bytes) throws IOException {
        return read(bytes, Optional.empty(), 0);
    }

    private List<ListLine> read(byte[] bytes, Optional<String> column, long limit) throws IOException {
        Path file = Files.write(folder.resolve("list"), bytes);
        List<ListLine> lines = new ArrayList<>();
        try (DomainList list = new DomainList(List.of(file), column, limit)) {
            list.forEachRemaining(lines::add);
        }
        return lines;
    }

    private List<String> domains(String text) throws IOException {
        return domains(read(text.getBytes(UTF_8)));
    }

    private static List<String> domains(List<ListLine> lines) {
        return lines.stream()
                .filter(line -> line.kind() == ListLine.Kind.ADMITTED)
                .map(line -> ((ListLine.Admitted) line).domain())
                .toList();
    }

    private static List<RejectReason> reasons(List<ListLine> lines) {
        return lines.stream()
                .filter(line -> line.kind() == ListLine.Kind.REJECTED)
                .map(line -> ((ListLine.Rejected) line).reason())
                .toList();
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    @Nested
    class Formats {
        @Test
        void readsLinesWithCrLfAndAByteOrderMark() throws IOException {
            assertThat(domains("\ufeffa.example\r\nb.example\r\n\r\n# comment\r\nc.example"))
                    .containsExactly("a.example", "b.example", "c.example");
        }

        @Test
        void readsRankAndDomainWithoutHeading() throws IOException {
            List<ListLine> lines = read("10,a.example\n20,b.example\n".getBytes(UTF_8));

            assertThat(lines)
                    .extracting(line -> ((ListLine.Admitted) line).rank())
                    .containsExactly(10L, 20L);
        }

        @Test
        void rejectsARowThatEndsBeforeItsRank() throws IOException {
            List<ListLine> lines = read("domain,rank\na.example,1\nb.example\nc.example,3\n".getBytes(UTF_8));

            assertThat(domains(lines)).containsExactly("a.example", "c.example");
            assertThat(reasons(lines)).containsExactly(RejectReason.BAD_RANK);
        }

        @Test
        void readsTheColumnThatIsHeadedDomain() throws IOException {
            assertThat(domains("Domain name\tType\tCity\nA.Example\tCity\tRome\n"))
                    .containsExactly("a.example");
            assertThat(domains("id;host\n7;mx.example\n")).containsExactly("mx.example");
        }

        @Test
        void readsTheColumnThatTheUserNames() throws IOException {
            byte[] list = "x.example,y.example\n".getBytes(UTF_8);

            assertThat(domains(read(list, Optional.of("2"), 0))).containsExactly("y.example");
            assertThatThrownBy(() -> read(list, Optional.of("site"), 0))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("site");
        }

        @Test
        void readsGzipAndZstdByTheirFirstBytes() throws IOException {
            byte[] text = "a.example\nb.example\n".getBytes(UTF_8);

            assertThat(domains(read(gzip(text)))).hasSize(2);
            assertThat(domains(read(Zstd.compress(text)))).hasSize(2);
        }

        @Test
        void readsOwnersOfNameServersFromAZoneFile() throws IOException {
            String zone = "$ORIGIN example.\n$TTL 3600\n@ IN SOA a. b. 1 2 3 4 5\n@ IN NS ns.nic.example.\n"
                    + "one 3600 IN NS ns1.host.test.\none 3600 IN NS ns2.host.test.\ntwo.example. IN NS ns1.host.test.\n"
                    + "ns1.one IN A 192.0.2.1\n";

            assertThat(domains(zone)).containsExactly("one.example", "two.example");
        }

        @Test
        void numbersDomainsByPositionAmongTheDistinct() throws IOException {
            List<ListLine> lines = read("a.example\na.example\nlocalhost\nb.example\n".getBytes(UTF_8));

            assertThat(lines)
                    .filteredOn(line -> line.kind() == ListLine.Kind.ADMITTED)
                    .extracting(line -> ((ListLine.Admitted) line).rank())
                    .containsExactly(1L, 2L);
            assertThat(reasons(lines)).containsExactly(RejectReason.DUPLICATE, RejectReason.SINGLE_LABEL);
        }

        @Test
        void stopsAtTheLimit() throws IOException {
            assertThat(domains(read("a.example\nb.example\nc.example\n".getBytes(UTF_8), Optional.empty(), 2)))
                    .containsExactly("a.example", "b.example");
        }
    }

    @Nested
    class Names {
        @ParameterizedTest
        @CsvSource({
            "B\u00fccher.Example, xn--bcher-kva.example",
            "fa\u00df.example, xn--fa-hia.example",
            "UPPER.example., upper.example",
            "_dmarc.example.org, _dmarc.example.org",
            "xn--bcher-kva.example, xn--bcher-kva.example",
            "a\u3002example, a.example"
        })
        void convertsToALabels(String written, String domain) throws IOException {
            assertThat(domains(written + "\n")).containsExactly(domain);
        }

        @ParameterizedTest
        @CsvSource({
            "https://example.org/path, URL",
            "example.org/path, URL",
            "postmaster@example.org, EMAIL_ADDRESS",
            "192.0.2.1, IP_ADDRESS",
            "2001:db8::1, IP_ADDRESS",
            "localhost, SINGLE_LABEL",
            "a..example, BAD_LABEL",
            "exa mple.org, BAD_CHARACTER",
            "exa!mple.org, BAD_CHARACTER",
            "xn--\u00fc.example, BAD_CHARACTER"
        })
        void rejectsWhatIsNoDomainWithItsReason(String written, RejectReason reason) throws IOException {
            assertThat(reasons(read((written + "\n").getBytes(UTF_8)))).containsExactly(reason);
        }

        @Test
        @Timeout(10) // a pattern that tries each colon in each place would take a minute
        void rejectsALongLineOfColons() throws IOException {
            String colons = ":".repeat(LineReader.MAX_LINE_BYTES - 1);

            assertThat(reasons(read((colons + "\n" + colons + "x\n").getBytes(UTF_8))))
                    .containsExactly(RejectReason.IP_ADDRESS, RejectReason.BAD_CHARACTER);
        }

        @Test
        void takes253OctetsAndNot254() throws IOException {
            String label = "a".repeat(63);
            String name = label + "." + label + "." + label + "." + "a".repeat(61);

            assertThat(domains(name + "\n")).containsExactly(name);
            assertThat(reasons(read((name + "a\n").getBytes(UTF_8)))).containsExactly(RejectReason.TOO_LONG);
        }

        @Test
        void takesALabelOf63OctetsAndNot64() throws IOException {
            assertThat(domains("a".repeat(63) + ".example\n")).hasSize(1);
            assertThat(reasons(read(("a".repeat(64) + ".example\n").getBytes(UTF_8))))
                    .containsExactly(RejectReason.BAD_LABEL);
        }
    }

    @Nested
    class BadFiles {
        @Test
        void scansGoodLinesBesideNulBytesAndBytesThatAreNoText() throws IOException {
            List<ListLine> lines = read("a.example\nb\0.example\nc\u00ff.example\nd.example\n"
                    .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));

            assertThat(domains(lines)).containsExactly("a.example", "d.example");
            assertThat(reasons(lines)).containsExactly(RejectReason.NOT_TEXT, RejectReason.NOT_TEXT);
            assertThat(((ListLine.Rejected) lines.get(1)).text()).isEqualTo("b\\x00.example");
        }

        @Test
        void cutsALineOfTenMegabytesAndGoesOn() throws IOException {
            byte[] list = ("a.example\n" + "x".repeat(10 << 20) + "\nb.example\n").getBytes(UTF_8);

            List<ListLine> lines = read(list);

            assertThat(domains(lines)).containsExactly("a.example", "b.example");
            assertThat(reasons(lines)).containsExactly(RejectReason.LINE_TOO_LONG);
            assertThat(((ListLine.Rejected) lines.get(1)).text()).hasSize(256);
        }

        @Test
        void countsAMillionDuplicates() throws IOException {
            List<ListLine> lines = read("a.example\n".repeat(1_000_000).getBytes(UTF_8));

            assertThat(domains(lines)).hasSize(1);
            assertThat(reasons(lines)).hasSize(999_999).containsOnly(RejectReason.DUPLICATE);
        }

        @Test
        void saysThatAFileIsInUtf16() {
            assertThatThrownBy(() -> read("a.example\n".getBytes(UTF_16LE)))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("UTF-16");
        }

        @Test
        void saysAfterWhichLineTruncatedGzipEnds() throws IOException {
            byte[] whole = gzip("a.example\n".repeat(20_000).getBytes(UTF_8));
            byte[] half = java.util.Arrays.copyOf(whole, whole.length - 10);

            assertThatThrownBy(() -> read(half))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("after line");
        }

        @Test
        void saysThatADirectoryIsNoList() {
            assertThatThrownBy(() -> new DomainList(List.of(folder), Optional.empty(), 0).hasNext())
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("directory");
        }

        @Test
        void saysThatAFileIsMissing() {
            Path missing = folder.resolve("missing");

            assertThatThrownBy(() -> new DomainList(List.of(missing), Optional.empty(), 0).hasNext())
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("missing");
        }

        @Test
        void findsNothingInAnEmptyFile() throws IOException {
            assertThat(read(new byte[0])).isEmpty();
        }
    }
}
