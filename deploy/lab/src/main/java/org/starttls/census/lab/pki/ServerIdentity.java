package org.starttls.census.lab.pki;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;

/**
 * What a server shows and proves.
 *
 * @param chain as sent, the leaf first
 */
public record ServerIdentity(PrivateKey key, List<X509Certificate> chain) {
    public ServerIdentity {
        Objects.requireNonNull(key);
        chain = List.copyOf(chain);
    }
}
