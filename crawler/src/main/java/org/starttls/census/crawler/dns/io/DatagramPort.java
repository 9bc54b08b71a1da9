package org.starttls.census.crawler.dns.io;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.HashMap;
import java.util.Map;

/**
 * One UDP socket towards one server, on a port that the operating system draws at random. It is connected, so that the
 * kernel drops what comes from anywhere else and tells of unreachable ports. Owned by the loop.
 */
final class DatagramPort {
    /** Bytes of the receive buffer asked for; the system may give less. Holds some hundred answers of a stalled loop. */
    private static final int RECEIVE_BUFFER_BYTES = 1 << 20;

    /** Queries on one port, so that an id is free after few draws. Chosen: a quarter of all ids. */
    private static final int MAX_FLIGHTS = 1 << 14;

    final int server;
    private final DatagramChannel channel;
    private final Map<Integer, Flight> flights = new HashMap<>();
    private int sent;
    private boolean retired;

    private DatagramPort(int server, DatagramChannel channel) {
        this.server = server;
        this.channel = channel;
    }

    static DatagramPort open(int server, InetSocketAddress remote, Selector selector) throws IOException {
        boolean four = remote.getAddress().getAddress().length == 4;
        DatagramChannel channel =
                DatagramChannel.open(four ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6);
        try {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER_BYTES);
            channel.configureBlocking(false);
            channel.bind(null);
            channel.connect(remote);
            DatagramPort port = new DatagramPort(server, channel);
            channel.register(selector, SelectionKey.OP_READ, port);
            return port;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Datagrams sent. */
    int sent() {
        return sent;
    }

    boolean hasRoom() {
        return flights.size() < MAX_FLIGHTS;
    }

    /**
     * Sends under an id that no other query of this port has.
     *
     * @return false if the system had no room for it: nothing was sent, nothing changed
     */
    boolean send(Flight flight, QueryIds ids, ByteBuffer buffer) {
        int id = ids.draw();
        while (flights.containsKey(id)) {
            id = ids.draw();
        }
        flight.giveId(id);
        buffer.clear().put(flight.query).flip();
        try {
            if (channel.write(buffer) == 0) {
                return false;
            }
        } catch (PortUnreachableException e) {
            // Of an earlier datagram; this one was not sent, and whoever answers nothing will not miss it.
            markUnreachable();
            flight.unreachable = true;
        } catch (IOException e) {
            flight.unreachable = true;
        }
        sent++;
        flight.port = this;
        flights.put(id, flight);
        return true;
    }

    /**
     * Receives one datagram.
     *
     * @return false if there is none
     */
    boolean receive(ByteBuffer buffer) {
        buffer.clear();
        try {
            if (channel.read(buffer) <= 0) {
                return false;
            }
        } catch (PortUnreachableException e) {
            markUnreachable();
            buffer.clear();
        } catch (IOException e) {
            return false;
        }
        buffer.flip();
        return true;
    }

    /** The flight that the message answers, no longer in flight here; null if it answers none and is to be dropped. */
    Flight take(ByteBuffer message) {
        if (message.limit() < 2) {
            return null;
        }
        Integer id = message.getShort(0) & 0xffff;
        Flight flight = flights.get(id);
        if (flight == null || !flight.isAnsweredBy(message)) {
            return null;
        }
        release(flight);
        return flight;
    }

    void release(Flight flight) {
        flights.remove(flight.id);
        flight.port = null;
        if (retired && flights.isEmpty()) {
            close();
        }
    }

    /** No more queries: closes when the last one is answered or given up. */
    void retire() {
        retired = true;
        if (flights.isEmpty()) {
            close();
        }
    }

    void close() {
        Closing.quietly(channel);
    }

    private void markUnreachable() {
        flights.values().forEach(flight -> flight.unreachable = true);
    }
}
