package org.starttls.census.crawler.dns.io;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/**
 * One query over TCP, for an answer that did not fit into a datagram. Source: RFC 7766. Each message follows two bytes of
 * length, so a whole one never exceeds 65,535. Owned by the loop.
 */
final class StreamExchange {
    private static final int LENGTH_BYTES = 2;

    /** Messages read in vain before the stream is given up: a server that answers something else. Chosen. */
    private static final int MAX_STRAY_MESSAGES = 4;

    /** What is to be done after the socket was ready. */
    enum Progress {
        GOING_ON,
        ANSWERED,
        BROKEN
    }

    final Flight flight;
    private final SocketChannel channel;
    private final ByteBuffer out;
    private SelectionKey key;
    private ByteBuffer in = ByteBuffer.allocate(LENGTH_BYTES);
    private boolean lengthKnown;
    private int strayMessages;

    private StreamExchange(Flight flight, SocketChannel channel) {
        this.flight = flight;
        this.channel = channel;
        this.out = ByteBuffer.allocate(LENGTH_BYTES + flight.query.length)
                .putShort((short) flight.query.length)
                .put(flight.query)
                .flip();
    }

    static StreamExchange open(Flight flight, InetSocketAddress remote, Selector selector) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            channel.configureBlocking(false);
            StreamExchange stream = new StreamExchange(flight, channel);
            boolean connected = channel.connect(remote);
            stream.key =
                    channel.register(selector, connected ? SelectionKey.OP_WRITE : SelectionKey.OP_CONNECT, stream);
            return stream;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Goes on as far as the socket allows. After ANSWERED {@link #message} is the answer. */
    Progress ready() {
        try {
            if (key.isConnectable() && channel.finishConnect()) {
                key.interestOps(SelectionKey.OP_WRITE);
            }
            if (out.hasRemaining() && channel.isConnected()) {
                channel.write(out);
                if (!out.hasRemaining()) {
                    key.interestOps(SelectionKey.OP_READ);
                }
                return Progress.GOING_ON;
            }
            return read();
        } catch (IOException e) {
            return Progress.BROKEN;
        }
    }

    private Progress read() throws IOException {
        while (true) {
            int count = channel.read(in);
            if (count < 0) {
                return Progress.BROKEN;
            }
            if (in.hasRemaining()) {
                return Progress.GOING_ON;
            }
            in.flip();
            if (!lengthKnown) {
                lengthKnown = true;
                in = ByteBuffer.allocate(in.getShort() & 0xffff);
            } else if (flight.isAnsweredBy(in)) {
                return Progress.ANSWERED;
            } else {
                if (++strayMessages == MAX_STRAY_MESSAGES) {
                    return Progress.BROKEN;
                }
                lengthKnown = false;
                in = ByteBuffer.allocate(LENGTH_BYTES);
            }
        }
    }

    ByteBuffer message() {
        return in;
    }

    void close() {
        Closing.quietly(channel);
    }
}
