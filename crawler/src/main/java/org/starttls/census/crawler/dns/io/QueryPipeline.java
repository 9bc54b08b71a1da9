package org.starttls.census.crawler.dns.io;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Sends queries and finds their answers: one thread, few sockets, many queries in flight. A turn of the loop reads what
 * came, gives up what is overdue, and sends what may be sent, in this order: so what is left to send waits for something
 * in flight, and the loop may sleep. An answer counts if it comes from the server
 * asked, on the port asked from, with the id and the question; anything else is dropped and the query lives on. A
 * truncated answer is asked for again over TCP, with as much time anew.
 */
public final class QueryPipeline implements AutoCloseable {
    /** Sockets towards a server. Chosen: 4 bits more to guess beside port and id; more of them cost more reads. */
    private static final int PORTS = 16;

    /** Queries before a socket is replaced by one on another port. Chosen: every few seconds at full speed. */
    private static final int QUERIES_A_PORT = 20_000;

    /** TCP connections at a time; the others wait their turn. Chosen. */
    private static final int MAX_STREAMS = 64;

    /** Bytes of a datagram. */
    private static final int DATAGRAM_BYTES = 65_535;

    /** How long the loop sleeps, in milliseconds, when the system has no room for another datagram. */
    private static final long FULL_BUFFER_SLEEP_MS = 1;

    private final List<InetSocketAddress> servers;
    private final Duration tryTimeout;
    private final int maxInFlight;
    private final Selector selector;
    private final Thread thread;

    /** Handed over by other threads. */
    private final Queue<Flight> submitted = new ConcurrentLinkedQueue<>();

    private final AtomicBoolean asleep = new AtomicBoolean();
    private volatile Throwable ended;

    // From here on: the loop's alone.
    private final DatagramPort[][] ports;
    private final Queue<Flight> backlog = new ArrayDeque<>();
    private final Queue<Flight> streamBacklog = new ArrayDeque<>();
    private final Deadlines deadlines = new Deadlines();
    private final LoopClock clock = new LoopClock(System.nanoTime());
    private final QueryIds ids = new QueryIds();
    private final ByteBuffer in = ByteBuffer.allocateDirect(DATAGRAM_BYTES);
    private final ByteBuffer out = ByteBuffer.allocateDirect(DATAGRAM_BYTES);
    private int inFlight;
    private int streams;
    private boolean sendBufferFull;

    private QueryPipeline(List<InetSocketAddress> servers, Duration tryTimeout, int maxInFlight) throws IOException {
        this.servers = List.copyOf(servers);
        this.tryTimeout = tryTimeout;
        this.maxInFlight = maxInFlight;
        this.ports = new DatagramPort[servers.size()][PORTS];
        this.selector = Selector.open();
        this.thread = new Thread(this::run, "dns");
        thread.setDaemon(true);
    }

    /**
     * Opens the sockets and starts the loop.
     *
     * @param tryTimeout time a query has before its listener hears of silence, counted while the loop runs
     * @throws IOException if there is no socket to be had
     */
    public static QueryPipeline open(List<InetSocketAddress> servers, Duration tryTimeout, int maxInFlight)
            throws IOException {
        QueryPipeline pipeline = new QueryPipeline(servers, tryTimeout, maxInFlight);
        try {
            for (int server = 0; server < pipeline.ports.length; server++) {
                for (int port = 0; port < PORTS; port++) {
                    pipeline.ports[server][port] = DatagramPort.open(server, servers.get(server), pipeline.selector);
                }
            }
        } catch (IOException | RuntimeException e) {
            pipeline.closeSockets();
            throw e;
        }
        pipeline.thread.start();
        return pipeline;
    }

    /**
     * Sends the query when its turn comes. Any thread.
     *
     * @param server place of the server in the list given at the start
     * @param query a message of one question, written to (its id) until the listener is called
     */
    public void submit(int server, byte[] query, QueryListener listener) {
        submitted.add(new Flight(server, query, listener));
        if (ended != null) {
            breakAll(submitted, ended);
        } else if (asleep.compareAndSet(true, false)) {
            selector.wakeup();
        }
    }

    /** Nanoseconds that the loop has lived. For listeners, on the loop's thread. */
    public long livedNanos() {
        return clock.livedNanos();
    }

    /** Ends the loop; what is in flight breaks off. */
    @Override
    public void close() {
        if (ended == null) {
            ended = new CancellationException("the resolver was closed");
            selector.wakeup();
        }
        boolean interrupted = false;
        while (thread.isAlive() && Thread.currentThread() != thread) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (ended == null) {
                turn();
            }
        } catch (IOException | RuntimeException | Error e) {
            ended = e;
        } finally {
            end();
        }
    }

    private void turn() throws IOException {
        sleepUntilReady();
        clock.advance(System.nanoTime());
        expire();
        for (Flight flight = submitted.poll(); flight != null; flight = submitted.poll()) {
            backlog.add(flight);
        }
        send();
    }

    /** Reads on the way: {@link #ready} is called for each socket that has something. */
    private void sleepUntilReady() throws IOException {
        if (sendBufferFull) {
            selector.select(this::ready, FULL_BUFFER_SLEEP_MS);
            return;
        }
        asleep.set(true);
        if (submitted.isEmpty() && ended == null) {
            selector.select(this::ready, inFlight == 0 ? 0 : LoopClock.TICK.toMillis());
        } else {
            selector.selectNow(this::ready);
        }
        asleep.set(false);
    }

    private void ready(SelectionKey key) {
        asleep.set(false);
        if (key.attachment() instanceof DatagramPort port) {
            receive(port);
        } else {
            progress((StreamExchange) key.attachment());
        }
    }

    private void receive(DatagramPort port) {
        while (port.receive(in)) {
            Flight flight = port.take(in);
            if (flight != null) {
                deadlines.remove(flight);
                if (Flight.isTruncated(in)) {
                    streamBacklog.add(flight);
                    openStreams();
                } else {
                    inFlight--;
                    flight.listener.answered(in);
                }
            }
        }
    }

    private void send() {
        sendBufferFull = false;
        while (inFlight < maxInFlight && !backlog.isEmpty() && !sendBufferFull) {
            Flight flight = backlog.element();
            DatagramPort port = port(flight.server);
            if (port.hasRoom() && port.send(flight, ids, out)) {
                backlog.remove();
                inFlight++;
                deadlines.add(flight, clock.deadline(tryTimeout));
            } else {
                sendBufferFull = true;
            }
        }
    }

    private DatagramPort port(int server) {
        int place = ids.draw() % PORTS;
        DatagramPort port = ports[server][place];
        if (port.sent() < QUERIES_A_PORT) {
            return port;
        }
        try {
            DatagramPort fresh = DatagramPort.open(server, servers.get(server), selector);
            ports[server][place] = fresh;
            port.retire();
            return fresh;
        } catch (IOException e) {
            // No socket to be had at the moment: the old one still serves.
            return port;
        }
    }

    private void openStreams() {
        while (streams < MAX_STREAMS && !streamBacklog.isEmpty()) {
            Flight flight = streamBacklog.remove();
            try {
                flight.stream = StreamExchange.open(flight, servers.get(flight.server), selector);
                streams++;
                deadlines.add(flight, clock.deadline(tryTimeout));
            } catch (IOException e) {
                inFlight--;
                flight.listener.unanswered(QueryListener.Silence.UNREACHABLE);
            }
        }
    }

    private void progress(StreamExchange stream) {
        switch (stream.ready()) {
            case GOING_ON -> {}
            case ANSWERED -> {
                land(stream);
                stream.flight.listener.answered(stream.message());
                openStreams();
            }
            case BROKEN -> {
                land(stream);
                stream.flight.listener.unanswered(QueryListener.Silence.UNREACHABLE);
                openStreams();
            }
        }
    }

    private void land(StreamExchange stream) {
        deadlines.remove(stream.flight);
        close(stream);
        inFlight--;
    }

    private void close(StreamExchange stream) {
        stream.close();
        stream.flight.stream = null;
        streams--;
    }

    private void expire() {
        for (Flight flight = deadlines.first();
                flight != null && flight.deadlineNanos <= clock.livedNanos();
                flight = deadlines.first()) {
            deadlines.remove(flight);
            inFlight--;
            if (flight.stream != null) {
                close(flight.stream);
                openStreams();
            } else {
                flight.port.release(flight);
            }
            flight.listener.unanswered(
                    flight.unreachable ? QueryListener.Silence.UNREACHABLE : QueryListener.Silence.TIMEOUT);
        }
    }

    private void end() {
        closeSockets();
        for (Flight flight = deadlines.first(); flight != null; flight = deadlines.first()) {
            deadlines.remove(flight);
            flight.listener.broken(ended);
        }
        breakAll(backlog, ended);
        breakAll(streamBacklog, ended);
        breakAll(submitted, ended);
    }

    private void closeSockets() {
        for (SelectionKey key : selector.keys()) {
            Closing.quietly((Channel) key.channel());
        }
        try {
            selector.close();
        } catch (IOException e) {
            // Nothing of ours hangs on it.
        }
    }

    private static void breakAll(Queue<Flight> flights, Throwable fault) {
        for (Flight flight = flights.poll(); flight != null; flight = flights.poll()) {
            flight.listener.broken(fault);
        }
    }
}
