package org.starttls.census.crawler.probe;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A server on loopback that says its lines, one for each command, and repeats the last words until the client leaves. */
final class EndlessServer implements AutoCloseable {
    /** Bytes of a write, at least. */
    private static final int WRITE_BYTES = 1 << 15;

    private final ServerSocket listener;
    private final byte[][] turns;

    EndlessServer(byte[]... turns) throws IOException {
        this.turns = turns;
        listener = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        Thread thread = new Thread(this::serve, "endless-server");
        thread.setDaemon(true);
        thread.start();
    }

    static byte[] text(String words) {
        return words.getBytes(StandardCharsets.US_ASCII);
    }

    int port() {
        return listener.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    private void serve() {
        try (Socket socket = listener.accept()) {
            InputStream in = socket.getInputStream();
            OutputStream out = socket.getOutputStream();
            for (int turn = 0; turn < turns.length - 1; turn++) {
                out.write(turns[turn]);
                awaitWords(in);
            }
            ByteArrayOutputStream many = new ByteArrayOutputStream();
            while (many.size() < WRITE_BYTES) {
                many.writeBytes(turns[turns.length - 1]);
            }
            while (true) {
                many.writeTo(out);
            }
        } catch (IOException e) {
            // The client left, as it should.
        }
    }

    /** What a client says at a time comes in one segment. */
    private static void awaitWords(InputStream in) throws IOException {
        if (in.read(new byte[WRITE_BYTES]) < 0) {
            throw new IOException("client closed");
        }
    }
}
