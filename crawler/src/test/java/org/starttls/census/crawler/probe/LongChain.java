package org.starttls.census.crawler.probe;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

/** A server's identity whose chain repeats its last certificate until it is as long as wanted. */
final class LongChain extends X509ExtendedKeyManager {
    private final PrivateKey key;
    private final X509Certificate[] chain;

    LongChain(String name, int certificates) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream file = LongChain.class.getResourceAsStream("/certificates/" + name + ".p12")) {
            store.load(file, "test".toCharArray());
        }
        key = (PrivateKey) store.getKey(name, "test".toCharArray());
        X509Certificate[] shown = Arrays.copyOf(store.getCertificateChain(name), certificates, X509Certificate[].class);
        Arrays.fill(shown, 2, certificates, shown[1]);
        chain = shown;
    }

    @Override
    public String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
        return chooseServerAlias(keyType, issuers, null);
    }

    @Override
    public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
        return keyType.startsWith("EC") ? "long" : null;
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return chain.clone();
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return key;
    }

    @Override
    public String[] getServerAliases(String keyType, Principal[] issuers) {
        return new String[] {"long"};
    }

    @Override
    public String[] getClientAliases(String keyType, Principal[] issuers) {
        return new String[0];
    }

    @Override
    public String chooseClientAlias(String[] keyType, Principal[] issuers, Socket socket) {
        return null;
    }
}
