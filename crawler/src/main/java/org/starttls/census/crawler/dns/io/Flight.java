package org.starttls.census.crawler.dns.io;

import java.nio.ByteBuffer;

/** A query on its way. Owned by the loop. */
final class Flight {
    private static final int HEADER_BYTES = 12;
    private static final int QR_OPCODE_MASK = 0xf8;
    private static final int QR_QUERY_ANSWERED = 0x80;
    private static final int TRUNCATED = 0x02;

    final int server;
    final byte[] query;
    final QueryListener listener;
    private final int questionEnd;

    int id;
    DatagramPort port;
    StreamExchange stream;
    boolean unreachable;
    long deadlineNanos;
    /** Neighbours by deadline, see {@link Deadlines}. */
    Flight earlier;

    Flight later;

    /**
     * @param query a message of one question; its id is written anew at every sending
     */
    Flight(int server, byte[] query, QueryListener listener) {
        this.server = server;
        this.query = query;
        this.listener = listener;
        this.questionEnd = questionEnd(query);
    }

    void giveId(int drawn) {
        id = drawn;
        query[0] = (byte) (drawn >> 8);
        query[1] = (byte) drawn;
    }

    /**
     * Whether the message, beginning at 0, is a response with this query's id and its one question, letters compared in
     * any case. Source: RFC 5452 s9.1.
     */
    boolean isAnsweredBy(ByteBuffer message) {
        if (message.limit() < questionEnd
                || (message.get(0) & 0xff) != id >> 8
                || (message.get(1) & 0xff) != (id & 0xff)
                || (message.get(2) & QR_OPCODE_MASK) != QR_QUERY_ANSWERED
                || message.getShort(4) != 1) {
            return false;
        }
        for (int i = HEADER_BYTES; i < questionEnd; i++) {
            byte theirs = message.get(i);
            byte ours = query[i];
            if (theirs != ours && lower(theirs) != lower(ours)) {
                return false;
            }
        }
        return true;
    }

    static boolean isTruncated(ByteBuffer message) {
        return (message.get(2) & TRUNCATED) != 0;
    }

    /** Of the bytes of a name only letters have a case; its length bytes are below 64. */
    private static int lower(byte b) {
        return b >= 'A' && b <= 'Z' ? b + 0x20 : b;
    }

    private static int questionEnd(byte[] query) {
        int at = HEADER_BYTES;
        while (query[at] != 0) {
            at += 1 + query[at];
        }
        return at + 5;
    }
}
