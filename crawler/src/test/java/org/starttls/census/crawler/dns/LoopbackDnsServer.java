package org.starttls.census.crawler.dns;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** A recursive resolver on loopback that says what a {@link ScriptedZone} says; UDP and TCP on one port of its own. */
public final class LoopbackDnsServer implements AutoCloseable {
    private static final long TTL_S = 60;

    /** What goes out in place of the scripted reply, in order; empty: silence. */
    @FunctionalInterface
    public interface Wire {
        List<byte[]> replies(Message query, Message reply);
    }

    private final ScriptedZone zone;
    private final Wire datagrams;
    private final Wire streams;
    private final DatagramSocket udp;
    private final ServerSocket tcp;
    private volatile SocketAddress client;
    private final Queue<Message> heard = new ConcurrentLinkedQueue<>();

    private LoopbackDnsServer(ScriptedZone zone, Wire datagrams, Wire streams) throws IOException {
        this.zone = zone;
        this.datagrams = datagrams;
        this.streams = streams;
        this.tcp = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        this.udp = new DatagramSocket(tcp.getLocalPort(), InetAddress.getLoopbackAddress());
        start(this::serveDatagrams);
        start(this::serveStreams);
    }

    public static LoopbackDnsServer serving(ScriptedZone zone) throws IOException {
        return serving(zone, (query, reply) -> List.of(reply.toWire()));
    }

    static LoopbackDnsServer serving(ScriptedZone zone, Wire datagrams) throws IOException {
        return serving(zone, datagrams, (query, reply) -> List.of(reply.toWire()));
    }

    static LoopbackDnsServer serving(ScriptedZone zone, Wire datagrams, Wire streams) throws IOException {
        return new LoopbackDnsServer(zone, datagrams, streams);
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) udp.getLocalSocketAddress();
    }

    /** Queries so far. */
    Queue<Message> heard() {
        return heard;
    }

    /** Where the last datagram came from. */
    SocketAddress client() {
        return client;
    }

    @Override
    public void close() throws IOException {
        udp.close();
        tcp.close();
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "test-dns");
        thread.setDaemon(true);
        thread.start();
    }

    private void serveDatagrams() {
        DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
        try {
            while (true) {
                udp.receive(packet);
                byte[] bytes = Arrays.copyOf(packet.getData(), packet.getLength());
                client = packet.getSocketAddress();
                for (byte[] reply : replies(new Message(bytes), datagrams)) {
                    udp.send(new DatagramPacket(reply, reply.length, packet.getSocketAddress()));
                }
            }
        } catch (IOException e) {
            if (!udp.isClosed()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void serveStreams() {
        while (!tcp.isClosed()) {
            try (Socket socket = tcp.accept()) {
                DataInputStream in = new DataInputStream(socket.getInputStream());
                DataOutputStream out = new DataOutputStream(socket.getOutputStream());
                Message query = new Message(in.readNBytes(in.readUnsignedShort()));
                for (byte[] reply : replies(query, streams)) {
                    out.writeShort(reply.length);
                    out.write(reply);
                }
            } catch (IOException e) {
                // The client went away, or the test is over.
            }
        }
    }

    private List<byte[]> replies(Message query, Wire wire) throws IOException {
        heard.add(query);
        Record question = query.getQuestion();
        String name = question.getName().toString(true).toLowerCase(Locale.ROOT);
        RecordType type = RecordType.valueOf(Type.string(question.getType()));
        Message reply = new Message(query.getHeader().getID());
        reply.getHeader().setFlag(Flags.QR);
        reply.getHeader().setFlag(Flags.RA);
        reply.addRecord(question, Section.QUESTION);
        for (int hops = 0; hops < 40 && zone.alias(name).isPresent(); hops++) {
            String target = zone.alias(name).get();
            reply.addRecord(new CNAMERecord(absolute(name), DClass.IN, TTL_S, absolute(target)), Section.ANSWER);
            name = target;
        }
        LookupFailure failure = zone.failure(name, type).orElse(null);
        if (failure != null) {
            return fail(query, reply, failure);
        }
        for (String value : zone.values(name, type)) {
            reply.addRecord(record(absolute(name), type, value), Section.ANSWER);
        }
        if (!zone.exists(name) && zone.alias(name).isEmpty()) {
            reply.getHeader().setRcode(Rcode.NXDOMAIN);
        }
        if (zone.values(name, type).isEmpty()) {
            reply.addRecord(
                    new SOARecord(Name.root, DClass.IN, TTL_S, Name.root, Name.root, 1, 1, 1, 1, 1), Section.AUTHORITY);
        }
        return wire.replies(query, reply);
    }

    private static List<byte[]> fail(Message query, Message reply, LookupFailure failure) {
        reply.removeAllRecords(Section.ANSWER);
        switch (failure) {
            case TIMEOUT -> {
                return List.of();
            }
            case SERVFAIL -> reply.getHeader().setRcode(Rcode.SERVFAIL);
            case REFUSED -> reply.getHeader().setRcode(Rcode.REFUSED);
            case OTHER_RCODE -> reply.getHeader().setRcode(Rcode.NOTIMP);
            case MALFORMED -> {
                byte[] bytes = reply.toWire();
                bytes[7] = 9;
                return List.of(bytes);
            }
            case CNAME_LOOP, NETWORK -> throw new IllegalArgumentException(failure + " is not scripted here");
        }
        return List.of(reply.toWire());
    }

    private static Record record(Name owner, RecordType type, String value) throws IOException {
        return switch (type) {
            case A -> new ARecord(owner, DClass.IN, TTL_S, InetAddress.getByName(value));
            case AAAA -> new AAAARecord(owner, DClass.IN, TTL_S, InetAddress.getByName(value));
            case MX -> {
                String[] parts = value.split(" ", 2);
                yield new MXRecord(owner, DClass.IN, TTL_S, Integer.parseInt(parts[0]), absolute(parts[1]));
            }
            case TXT -> text(owner, value.getBytes(StandardCharsets.ISO_8859_1));
        };
    }

    private static Record text(Name owner, byte[] text) throws IOException {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        for (int at = 0; at < text.length || at == 0; at += 255) {
            byte[] string = Arrays.copyOfRange(text, at, Math.min(text.length, at + 255));
            data.write(string.length);
            data.write(string);
        }
        return Record.newRecord(owner, Type.TXT, DClass.IN, TTL_S, data.toByteArray());
    }

    static Name absolute(String name) throws TextParseException {
        return Name.fromString(name, Name.root);
    }
}
