package org.starttls.census.crawler.input;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.IOException;
import java.io.InputStream;

/** Decompresses zstd. */
final class ZstdStream {
    private ZstdStream() {}

    static InputStream open(InputStream compressed) throws IOException {
        return new ZstdInputStreamNoFinalizer(compressed);
    }
}
