package org.starttls.census.crawler.probe.tls;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.OpenSslCertificateCompressionConfig;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.OpenSslSessionContext;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.internal.tcnative.SSL;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.Security;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * TLS clients that measure: TLS 1.0 to 1.3 and every cipher suite the engine has are offered, any certificate is
 * accepted, nothing is ever resumed. One for the process; safe for any thread.
 *
 * <p>Engines are made without the peer's host and port, and the server name is set by hand: with them both engines keep
 * sessions by peer and would show certificates from their memory instead of the wire.
 */
public final class NettyTls {
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2", "TLSv1.1", "TLSv1"};
    private static final String OLDEST_PROTOCOL = "SSLv3";
    private static final String[] GROUPS = {"X25519MLKEM768", "X25519", "P-256", "P-384"};
    private static final String[] CLASSIC_GROUPS = {"X25519", "P-256", "P-384"};

    /** Netty offers zlib by itself. What is not offered cannot come as a bomb. Source: RFC 8879 s5. */
    private static final OpenSslCertificateCompressionConfig NO_COMPRESSION =
            OpenSslCertificateCompressionConfig.newBuilder().build();

    /** Milliseconds in which a peer must take our close_notify. It changes nothing, so it is short. */
    private static final int CLOSE_NOTIFY_MS = 500;

    private final Map<SSLEngine, NettyTlsSession> sessions = new ConcurrentHashMap<>();
    private final String engineName;
    private final SslContext context;
    private final OcspStapling ocspStapling;

    private enum OcspStapling {
        BORINGSSL,
        JDK
    }

    private NettyTls(String engineName, SslContextBuilder builder, OcspStapling ocspStapling) throws SSLException {
        this.engineName = engineName;
        this.ocspStapling = ocspStapling;
        this.context = builder.trustManager(new AcceptAndKeep())
                .keyManager(new ShowNone())
                .endpointIdentificationAlgorithm(null)
                .sessionCacheSize(1)
                .sessionTimeout(1)
                .build();
        if (context.sessionContext() instanceof OpenSslSessionContext openSsl) {
            openSsl.setSessionCacheEnabled(false);
        }
    }

    /** BoringSSL where its native library is there, else the JDK's engine. */
    public static NettyTls best() throws SSLException {
        return OpenSsl.isAvailable() ? boringSsl() : jdk();
    }

    /** The same without the post-quantum hybrid. */
    public static NettyTls bestOfClassicGroups() throws SSLException {
        return OpenSsl.isAvailable() ? boringSsl(CLASSIC_GROUPS) : jdk();
    }

    /**
     * Opens the JDK's engine to protocols, ciphers and keys that it refuses by default, for the whole process; what was
     * said about certificates stays as it is. To be called before anything of TLS is used, and by a program whose TLS is
     * all for measuring.
     */
    public static void openOldProtocols() {
        Security.setProperty("jdk.tls.disabledAlgorithms", "");
        Security.setProperty("jdk.tls.legacyAlgorithms", "");
    }

    /** The JDK's engine, as its security properties leave it. */
    public static NettyTls jdk() throws SSLException {
        return jdk(
                Stream.concat(Stream.of(PROTOCOLS), Stream.of(OLDEST_PROTOCOL)).toList());
    }

    /**
     * The JDK's engine with nothing but SSL 3.0. To a server that chooses SSL 3.0 from more, the JDK sends its key exchange
     * in the form of TLS, so that only another JDK understands it.
     */
    public static NettyTls jdkOldest() throws SSLException {
        return jdk(List.of(OLDEST_PROTOCOL));
    }

    private static NettyTls jdk(List<String> offered) throws SSLException {
        SSLEngine any = SslContextBuilder.forClient()
                .sslProvider(SslProvider.JDK)
                .build()
                .newEngine(ByteBufAllocator.DEFAULT);
        List<String> protocols = List.of(any.getSupportedProtocols());
        SslContextBuilder builder = SslContextBuilder.forClient()
                .sslProvider(SslProvider.JDK)
                .protocols(offered.stream().filter(protocols::contains).toList())
                .ciphers(List.of(any.getSupportedCipherSuites()));
        return new NettyTls("JDK", builder, OcspStapling.JDK);
    }

    /** Fails where there is no native library. */
    public static NettyTls boringSsl() throws SSLException {
        try {
            return boringSsl(GROUPS);
        } catch (SSLException | IllegalArgumentException | IllegalStateException e) {
            return boringSsl(CLASSIC_GROUPS);
        }
    }

    private static NettyTls boringSsl(String[] groups) throws SSLException {
        SslContextBuilder builder = SslContextBuilder.forClient()
                .sslProvider(SslProvider.OPENSSL_REFCNT)
                .protocols(PROTOCOLS)
                .ciphers(OpenSsl.availableJavaCipherSuites().stream()
                        .filter(suite -> suite.startsWith("TLS_") && !suite.contains("PSK"))
                        .toList())
                .enableOcsp(OpenSsl.isOcspSupported())
                .option(OpenSslContextOption.USE_TASKS, false)
                .option(OpenSslContextOption.GROUPS, groups)
                .option(OpenSslContextOption.CERTIFICATE_COMPRESSION_ALGORITHMS, NO_COMPRESSION)
                .option(OpenSslContextOption.MAX_CERTIFICATE_LIST_BYTES, TlsReader.MAX_MESSAGE_BYTES);
        return new NettyTls("BoringSSL", builder, OcspStapling.BORINGSSL);
    }

    /** BoringSSL or JDK. */
    public String engineName() {
        return engineName;
    }

    /**
     * Begins a handshake on an open connection, in front of everything in its pipeline. Called on the connection's
     * thread, as are the listener's methods.
     *
     * @param serverName name for SNI; left out if it can be no host name
     */
    public NettyTlsSession begin(ChannelPipeline pipeline, String serverName, TlsListener listener) {
        SslHandler handler = context.newHandler(pipeline.channel().alloc());
        handler.setHandshakeTimeoutMillis(0);
        handler.setCloseNotifyFlushTimeoutMillis(CLOSE_NOTIFY_MS);
        SSLEngine engine = handler.engine();
        sni(serverName).ifPresent(name -> {
            // Those that are null stay as the context has them; to set them again costs a parse of all suites.
            SSLParameters parameters = new SSLParameters();
            parameters.setServerNames(List.of(name));
            engine.setSSLParameters(parameters);
        });
        if (engine instanceof ReferenceCountedOpenSslEngine openSsl) {
            // Netty's depth of 10 would cut what the trust manager is shown; one more than we take shows that it is
            // more.
            openSsl.setVerify(SSL.SSL_CVERIFY_REQUIRED, TlsReader.MAX_CHAIN_CERTIFICATES + 1);
        }
        NettyTlsSession session = new NettyTlsSession(
                engineName, engine, ocspStapling == OcspStapling.BORINGSSL, listener, sessions::remove);
        sessions.put(engine, session);
        pipeline.addFirst("tls-wire", session); // before the engine, which says its ClientHello as soon as it is added
        pipeline.addAfter("tls-wire", "tls", handler);
        handler.handshakeFuture().addListener(future -> session.handshakeEnded(future.cause()));
        handler.sslCloseFuture().addListener(future -> session.closeNotified());
        return session;
    }

    /** From bytes, because MX names may have underscores, which the constructor from a string refuses. */
    private static Optional<SNIServerName> sni(String serverName) {
        try {
            return Optional.of(new SNIHostName(serverName.getBytes(StandardCharsets.US_ASCII)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Has no certificate to show, and notes that one was asked for. */
    private final class ShowNone extends X509ExtendedKeyManager {
        @Override
        public String chooseEngineClientAlias(String[] keyTypes, Principal[] issuers, SSLEngine engine) {
            NettyTlsSession session = sessions.get(engine);
            if (session != null) {
                session.askedForCertificate();
            }
            return null;
        }

        @Override
        public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
            return null;
        }

        @Override
        public String[] getClientAliases(String keyType, Principal[] issuers) {
            return new String[0];
        }

        @Override
        public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
            return null;
        }

        @Override
        public String[] getServerAliases(String keyType, Principal[] issuers) {
            return new String[0];
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return new X509Certificate[0];
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return null;
        }
    }

    /** Accepts any chain and hands it to the session: in TLS 1.3 nothing else shows a chain if the handshake fails later. */
    private final class AcceptAndKeep extends X509ExtendedTrustManager {
        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
                throws CertificateException {
            NettyTlsSession session = sessions.get(engine);
            if (session != null) {
                session.shown(chain);
            }
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
