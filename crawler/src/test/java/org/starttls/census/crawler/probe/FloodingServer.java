package org.starttls.census.crawler.probe;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;

/**
 * A mail server on loopback that shakes hands and then asks for it again until the client leaves: by KeyUpdate in TLS 1.3; in
 * TLS 1.2 by HelloRequest, with the handshake that a client answers it by. Source: RFC 8446 s4.6.3, RFC 5246 s7.4.1.1.
 */
final class FloodingServer implements AutoCloseable {
    /** So often that a client which reads it all is seen to. */
    private static final int TIMES = 200_000;

    private static final int BUFFER_BYTES = 1 << 17;

    private final ServerSocket listener;
    private final SSLEngine engine;
    private final ByteBuffer in = ByteBuffer.allocate(BUFFER_BYTES).limit(0);
    private final ByteBuffer out = ByteBuffer.allocate(BUFFER_BYTES);
    private final ByteBuffer plain = ByteBuffer.allocate(BUFFER_BYTES);
    private InputStream from;
    private OutputStream to;

    FloodingServer(SSLContext tls, String protocol) throws IOException {
        this.engine = tls.createSSLEngine();
        engine.setUseClientMode(false);
        engine.setEnabledProtocols(new String[] {protocol});
        listener = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        Thread thread = new Thread(this::serve, "flooding-server");
        thread.setDaemon(true);
        thread.start();
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
            from = socket.getInputStream();
            to = socket.getOutputStream();
            say("220 mx.example.org");
            hear();
            say("250-mx.example.org\r\n250 STARTTLS");
            hear();
            say("220 go");
            engine.beginHandshake();
            shakeHands();
            for (int i = 0; i < TIMES; i++) {
                engine.beginHandshake();
                wrap();
                if (engine.getSession().getProtocol().equals("TLSv1.2")) {
                    shakeHands();
                }
            }
            from.readAllBytes();
        } catch (IOException e) {
            // The client left, as it should.
        }
    }

    private void shakeHands() throws IOException {
        while (true) {
            switch (engine.getHandshakeStatus()) {
                case NEED_WRAP -> wrap();
                case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> unwrap();
                case NEED_TASK -> {
                    for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
                        task.run();
                    }
                }
                case FINISHED, NOT_HANDSHAKING -> {
                    return;
                }
            }
        }
    }

    private void wrap() throws IOException {
        out.clear();
        engine.wrap(ByteBuffer.allocate(0), out);
        to.write(out.array(), 0, out.position());
    }

    private void unwrap() throws IOException {
        plain.clear();
        SSLEngineResult result = engine.unwrap(in, plain);
        if (result.getStatus() == SSLEngineResult.Status.BUFFER_UNDERFLOW) {
            in.compact();
            int count = from.read(in.array(), in.position(), in.remaining());
            if (count < 0) {
                throw new IOException("client closed");
            }
            in.position(in.position() + count).flip();
        } else if (result.getStatus() == SSLEngineResult.Status.CLOSED) {
            throw new IOException("client closed TLS");
        }
    }

    private void say(String text) throws IOException {
        to.write((text + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    private void hear() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = from.read(); b != '\n' && b >= 0; b = from.read()) {
            line.write(b);
        }
    }
}
