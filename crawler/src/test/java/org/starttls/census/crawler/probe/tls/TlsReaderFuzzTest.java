package org.starttls.census.crawler.probe.tls;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import java.util.Random;

class TlsReaderFuzzTest {
    /** What was read must not depend on how the bytes came, and stays within the limits. */
    @FuzzTest(maxDuration = "10m")
    void readsTheSameHoweverTheBytesCome(byte[] bytes) {
        assertThat(read(bytes, bytes.length + 1)).isEqualTo(read(bytes, 1)).isEqualTo(read(bytes, -1));
    }

    private static String read(byte[] bytes, int size) {
        TlsReader reader = new TlsReader();
        Random sizes = new Random(Arrays.hashCode(bytes));
        for (int at = 0; at < bytes.length && reader.fault() == TlsReader.Fault.NONE; ) {
            int length = Math.min(bytes.length - at, size > 0 ? size : 1 + sizes.nextInt(100));
            reader.feed(bytes, at, at + length);
            at += length;
        }
        assertThat(reader.chain()).hasSizeLessThanOrEqualTo(TlsReader.MAX_CHAIN_CERTIFICATES);
        return reader.fault() + " " + reader.alert() + " " + reader.negotiated() + " "
                + reader.chain().size() + " "
                + reader.ocspStaple().isPresent() + " " + reader.isCertificateRequested() + " "
                + reader.isServerHelloDone();
    }
}
