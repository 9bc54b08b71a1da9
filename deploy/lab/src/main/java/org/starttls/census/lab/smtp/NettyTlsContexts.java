package org.starttls.census.lab.smtp;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLException;
import org.starttls.census.lab.pki.BouncycastleAuthorities;
import org.starttls.census.lab.pki.IdentityPlan;
import org.starttls.census.lab.plan.PlannedServer;
import org.starttls.census.lab.plan.TlsVersions;

/** TLS contexts by what servers show, made when first needed. Any thread may ask. */
final class NettyTlsContexts {
    /** Contexts kept; most servers are visited once or a few times in a row. Chosen. */
    private static final int KEPT = 512;

    /** What BoringSSL offers, the elliptic ones first; old protocols need CBC with SHA-1. */
    private static final List<String> SUITES = List.of(
            "TLS_AES_128_GCM_SHA256",
            "TLS_AES_256_GCM_SHA384",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
            "TLS_RSA_WITH_AES_128_CBC_SHA");

    private record Key(IdentityPlan identity, TlsVersions versions) {}

    private final BouncycastleAuthorities authorities;
    private final Map<Key, SslContext> contexts = new LinkedHashMap<>(KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, SslContext> eldest) {
            return size() > KEPT;
        }
    };

    NettyTlsContexts(BouncycastleAuthorities authorities) {
        this.authorities = authorities;
    }

    synchronized SslContext of(PlannedServer server) {
        return contexts.computeIfAbsent(new Key(IdentityPlan.of(server), server.tls()), this::make);
    }

    private SslContext make(Key key) {
        var identity = authorities.identity(key.identity());
        try {
            return SslContextBuilder.forServer(new FixedIdentity(identity))
                    .sslProvider(SslProvider.OPENSSL)
                    .protocols(key.versions().protocols())
                    .ciphers(SUITES)
                    .sessionCacheSize(1)
                    // No client is asked for a certificate; the default would load the JDK's anchors for each context.
                    .trustManager(InsecureTrustManagerFactory.INSTANCE)
                    .build();
        } catch (SSLException e) {
            throw new IllegalStateException("TLS context of " + key, e);
        }
    }
}
