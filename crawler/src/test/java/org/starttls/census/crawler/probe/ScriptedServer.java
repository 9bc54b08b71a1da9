package org.starttls.census.crawler.probe;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.starttls.census.crawler.probe.dialogue.TranscriptFile;

/** A mail server on loopback that follows a transcript, for one connection. Its port is whatever the system gives. */
final class ScriptedServer implements AutoCloseable {
    private final ServerSocket listener;
    private final TranscriptFile script;
    private final SSLContext tls;
    private final CompletableFuture<List<String>> commands = new CompletableFuture<>();
    private final List<String> heard = new ArrayList<>();
    private Socket plain;
    private Socket socket;
    private InputStream in;

    ScriptedServer(TranscriptFile script, SSLContext tls) throws IOException {
        this.script = script;
        this.tls = tls;
        this.listener = new ServerSocket(0, 10, InetAddress.getByName("127.0.0.1"));
        Thread thread = new Thread(this::serve, "scripted-server");
        thread.setDaemon(true);
        thread.start();
    }

    static SSLContext identity(String name) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream file = ScriptedServer.class.getResourceAsStream("/certificates/" + name + ".p12")) {
            store.load(file, "test".toCharArray());
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, "test".toCharArray());
        return context(keys.getKeyManagers());
    }

    static SSLContext context(KeyManager... keys) throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys, null, null);
        return context;
    }

    int port() {
        return listener.getLocalPort();
    }

    /** What the client said, once the connection is over. */
    CompletableFuture<List<String>> commands() {
        return commands;
    }

    @Override
    public void close() throws IOException {
        listener.close();
        if (plain != null) {
            plain.close();
        }
    }

    private void serve() {
        try {
            plain = listener.accept();
            socket = plain;
            in = new BufferedInputStream(socket.getInputStream());
            for (TranscriptFile.Step step : script.steps()) {
                play(step);
            }
            drain(in);
        } catch (IOException e) {
            // The client left first, as it may, or the script cannot be played: then the client shall not wait for
            // more.
            hangUp();
        } finally {
            commands.complete(heard);
        }
    }

    private void hangUp() {
        try {
            if (plain != null) {
                plain.close();
            }
        } catch (IOException e) {
            // It is gone already.
        }
    }

    private void play(TranscriptFile.Step step) throws IOException {
        switch (step.what()) {
            case SEND -> send(step.bytes());
            case COMMAND -> heard.add(line());
            case CLOSE -> {
                socket.close();
                plain.close();
                throw new IOException("closed by the script");
            }
            case CLOSE_NOTIFY -> {
                socket.close();
                drain(plain.getInputStream());
            }
            case RESET -> {
                plain.setSoLinger(true, 0);
                plain.close();
                throw new IOException("reset by the script");
            }
            case STALL -> {
                drain(in);
                throw new IOException("over");
            }
            case HELLO -> hello();
            case TLS -> handshake(step.argument());
            case TLS_ALERT -> {
                hello();
                send(new byte[] {21, 3, 3, 0, 2, 2, (byte) Integer.parseInt(step.argument())});
            }
            case NOT_TLS -> send(step.bytes());
        }
    }

    private void handshake(String argument) throws IOException {
        String[] words = argument.split(" ");
        SSLSocket secure = (SSLSocket) tls.getSocketFactory().createSocket(plain, null, plain.getPort(), false);
        secure.setUseClientMode(false);
        secure.setNeedClientAuth(words.length > 2 && words[2].equals("need-client-certificate"));
        if (words[0].startsWith("TLS")) {
            secure.setEnabledProtocols(new String[] {words[0]});
        }
        if (words.length > 2 && words[2].startsWith("TLS_")) {
            secure.setEnabledCipherSuites(new String[] {words[2]});
        }
        secure.startHandshake();
        socket = secure;
        in = new BufferedInputStream(secure.getInputStream());
    }

    /** The whole record, so that a close afterwards is no reset. */
    private void hello() throws IOException {
        byte[] header = in.readNBytes(5);
        if (header.length < 5 || header[0] != 22) {
            throw new IOException("no ClientHello");
        }
        in.readNBytes((header[3] & 0xff) << 8 | header[4] & 0xff);
    }

    private void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int b;
        while ((b = in.read()) != '\n') {
            if (b < 0) {
                throw new IOException("client closed");
            }
            line.write(b);
        }
        return line.toString(StandardCharsets.US_ASCII).stripTrailing();
    }

    private static void drain(InputStream in) throws IOException {
        while (in.read() >= 0) {
            // Until the client closes.
        }
    }
}
