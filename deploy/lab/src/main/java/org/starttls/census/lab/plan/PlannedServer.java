package org.starttls.census.lab.plan;

import java.util.List;
import java.util.Objects;

/**
 * A mail server: one address in 127.0.0.0/8.
 *
 * @param hostNames names of the mail hosts that lead to it, in the order planned
 * @param fanIn whether it belongs to the operator that gives every customer a host name of its own
 */
public record PlannedServer(
        String address,
        List<String> hostNames,
        Persona persona,
        TlsVersions tls,
        CertificatePlan certificate,
        KeyKind key,
        boolean fanIn) {
    public PlannedServer {
        Objects.requireNonNull(address);
        hostNames = List.copyOf(hostNames);
        Objects.requireNonNull(persona);
        Objects.requireNonNull(tls);
        Objects.requireNonNull(certificate);
        Objects.requireNonNull(key);
    }
}
