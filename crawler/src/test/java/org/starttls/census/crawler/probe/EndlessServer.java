package org.starttls.census.crawler.probe;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * A server on loopback that says its lines, one for each command, and repeats the last words until the client leaves; by
 * the thousand in the clear, in TLS with a record for each byte.
 */
final class EndlessServer implements AutoCloseable {
    /** Bytes of a write, at least. */
    private static final int WRITE_BYTES = 1 << 15;

    private final ServerSocket listener;
    private final byte[][] turns;
    private final Optional<SSLContext> tls;

    EndlessServer(byte[]... turns) throws IOException {
        this(Optional.empty(), turns);
    }

    /** @param tls after the last turn but one; the client's next command is awaited inside it */
    EndlessServer(Optional<SSLContext> tls, byte[]... turns) throws IOException {
        this.tls = tls;
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
            for (int turn = 0; turn < turns.length - 2; turn++) {
                out.write(turns[turn]);
                awaitWords(in);
            }
            out.write(turns[turns.length - 2]);
            if (tls.isPresent()) {
                drip(secured(socket), turns[turns.length - 1]);
            }
            awaitWords(in);
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

    private SSLSocket secured(Socket socket) throws IOException {
        SSLSocket secure =
                (SSLSocket) tls.orElseThrow().getSocketFactory().createSocket(socket, null, socket.getPort(), false);
        secure.setUseClientMode(false);
        return secure;
    }

    private static void drip(Socket socket, byte[] words) throws IOException {
        awaitWords(socket.getInputStream());
        while (true) {
            for (byte each : words) {
                socket.getOutputStream().write(each);
            }
        }
    }

    /** What a client says at a time comes in one segment. */
    private static void awaitWords(InputStream in) throws IOException {
        if (in.read(new byte[WRITE_BYTES]) < 0) {
            throw new IOException("client closed");
        }
    }
}
