package org.starttls.census.crawler.probe.tls;

import io.netty.buffer.ByteBuf;

/**
 * Counts TLS records and their bytes by their headers alone, encrypted ones included. Owned by the connection's event
 * loop. Source: RFC 8446 s5.1.
 */
final class NettyRecordCount {
    private static final int HEADER_BYTES = 5;
    private static final int LENGTH_AT = 3;

    private int headerBytes;
    private int fragmentBytes;
    private int fragmentLeft;
    private int records;
    private int bytes;

    /** Records whose header is complete. */
    int records() {
        return records;
    }

    int bytes() {
        return bytes;
    }

    void reset() {
        records = 0;
        bytes = 0;
    }

    /**
     * Counts what is readable, up to so many records, without taking it.
     *
     * @return bytes counted: all, or up to the end of the last of these records
     */
    int count(ByteBuf buffer, int mostRecords) {
        int from = buffer.readerIndex();
        int at = from;
        int left = mostRecords;
        while (at < buffer.writerIndex() && left > 0) {
            if (fragmentLeft > 0) {
                int take = Math.min(fragmentLeft, buffer.writerIndex() - at);
                at += take;
                fragmentLeft -= take;
            } else {
                header(buffer.getUnsignedByte(at++));
            }
            if (headerBytes == 0 && fragmentLeft == 0) {
                left--;
            }
        }
        bytes += at - from;
        return at - from;
    }

    private void header(int value) {
        if (headerBytes++ >= LENGTH_AT) {
            fragmentBytes = (fragmentBytes << 8 | value) & 0xffff;
        }
        if (headerBytes == HEADER_BYTES) {
            headerBytes = 0;
            fragmentLeft = fragmentBytes;
            fragmentBytes = 0;
            records++;
        }
    }
}
