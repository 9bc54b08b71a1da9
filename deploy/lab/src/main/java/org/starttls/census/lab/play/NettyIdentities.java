package org.starttls.census.lab.play;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLException;
import org.starttls.census.lab.pki.BouncycastleAuthorities;
import org.starttls.census.lab.pki.IdentityPlan;
import org.starttls.census.lab.pki.ServerIdentity;
import org.starttls.census.lab.plan.CertificatePlan;

/** TLS contexts of servers that follow transcripts, made when first needed. Any thread may ask. */
final class NettyIdentities {
    private record Key(IdentityPlan identity, Step.Handshake handshake, SslProvider provider) {}

    private final BouncycastleAuthorities authorities;
    private final Map<Key, SslContext> contexts = new ConcurrentHashMap<>();

    NettyIdentities(BouncycastleAuthorities authorities) {
        this.authorities = authorities;
    }

    SslContext of(Behaviour behaviour, Step.Handshake handshake) {
        return of(
                IdentityPlan.of(behaviour.certificate(), handshake.key(), List.of(behaviour.host())),
                handshake,
                provider(behaviour));
    }

    /** Shows what somebody on the path would: the right name, signed by nobody. */
    SslContext substitute(Behaviour behaviour, Step.Handshake handshake) {
        return of(
                IdentityPlan.of(CertificatePlan.SELF_SIGNED, handshake.key(), List.of(behaviour.host())),
                handshake,
                provider(behaviour));
    }

    /** BoringSSL, which never asks for another handshake, unless that is what the server does. */
    private static SslProvider provider(Behaviour behaviour) {
        return behaviour.steps().stream().anyMatch(step -> step.kind() == Step.Kind.SHAKE_AGAIN)
                ? SslProvider.JDK
                : SslProvider.OPENSSL;
    }

    private SslContext of(IdentityPlan plan, Step.Handshake handshake, SslProvider provider) {
        return contexts.computeIfAbsent(new Key(plan, handshake, provider), this::make);
    }

    private SslContext make(Key key) {
        ServerIdentity identity = authorities.identity(key.identity());
        try {
            SslContextBuilder builder = SslContextBuilder.forServer(identity.key(), identity.chain())
                    .sslProvider(key.provider())
                    .protocols(key.handshake().protocol())
                    .clientAuth(key.handshake().asksForCertificate() ? ClientAuth.REQUIRE : ClientAuth.NONE)
                    .trustManager(InsecureTrustManagerFactory.INSTANCE);
            key.handshake().suite().ifPresent(suite -> builder.ciphers(List.of(suite)));
            return builder.build();
        } catch (SSLException e) {
            throw new IllegalStateException("TLS context of " + key, e);
        }
    }
}
