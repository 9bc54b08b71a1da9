package org.starttls.census.analyzer.show;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a campaign knows of a domain.
 *
 * @param verdict absent if the campaign is not judged
 * @param mailHosts by preference, then by name
 */
public record Dossier(Facts domain, Optional<Facts> verdict, List<MailHost> mailHosts) {
    /**
     * An MX host of the domain.
     *
     * @param link its MX record
     * @param host absent for a name that is no host name
     * @param addresses in the order of the names of addresses
     */
    public record MailHost(Facts link, Optional<Facts> host, Optional<Facts> verdict, List<Address> addresses) {
        public MailHost {
            Objects.requireNonNull(link);
            Objects.requireNonNull(host);
            Objects.requireNonNull(verdict);
            addresses = List.copyOf(addresses);
        }
    }

    /** An address of an MX host, and every contact with it for that host. */
    public record Address(Facts facts, List<Probe> probes) {
        public Address {
            Objects.requireNonNull(facts);
            probes = List.copyOf(probes);
        }
    }

    /**
     * A contact, in the order of time.
     *
     * @param certificates as shown, the leaf first
     */
    public record Probe(Facts facts, Optional<Facts> verdict, List<Facts> certificates, List<Facts> signs) {
        public Probe {
            Objects.requireNonNull(facts);
            Objects.requireNonNull(verdict);
            certificates = List.copyOf(certificates);
            signs = List.copyOf(signs);
        }
    }

    public Dossier {
        Objects.requireNonNull(domain);
        Objects.requireNonNull(verdict);
        mailHosts = List.copyOf(mailHosts);
    }
}
