package org.starttls.census.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.starttls.census.lab.plan.PlannedServer;

/** A client of one server, on a plain socket. */
final class Visit implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 10_000;

    private final PlannedServer server;
    private Socket socket;
    private BufferedReader in;
    private OutputStream out;

    Visit(PlannedServer server, int port) throws IOException {
        this.server = server;
        use(new Socket(server.address(), port));
    }

    private void use(Socket other) throws IOException {
        socket = other;
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        out = socket.getOutputStream();
    }

    /** The next line; empty at the end. */
    String line() throws IOException {
        String line = in.readLine();
        return line == null ? "" : line;
    }

    String ask(String command) throws IOException {
        out.write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
        return line();
    }

    List<String> ehlo() throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add(ask("EHLO client.example"));
        while (lines.get(lines.size() - 1).startsWith("250-")) {
            lines.add(line());
        }
        return lines;
    }

    void secure(Path trustStore) throws IOException {
        try (InputStream pem = Files.newInputStream(trustStore)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (Certificate root : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                store.setCertificateEntry("root" + store.size(), root);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            SSLSocket secured = (SSLSocket) context.getSocketFactory()
                    .createSocket(socket, server.hostNames().get(0), socket.getPort(), true);
            secured.startHandshake();
            use(secured);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    String protocol() {
        return ((SSLSocket) socket).getSession().getProtocol();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
