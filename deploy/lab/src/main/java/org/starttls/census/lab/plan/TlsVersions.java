package org.starttls.census.lab.plan;

import java.util.List;

/** Protocol versions that a server speaks. */
public enum TlsVersions {
    UP_TO_1_3("TLSv1.3", 0, "TLSv1.2", "TLSv1.3"),
    ONLY_1_2("TLSv1.2", 0.20, "TLSv1.2"),
    ONLY_1_1("TLSv1.1", 0.004, "TLSv1.1"),
    ONLY_1_0("TLSv1", 0.015, "TLSv1");

    private final String agreed;
    private final double share;
    private final List<String> protocols;

    TlsVersions(String agreed, double share, String... protocols) {
        this.agreed = agreed;
        this.share = share;
        this.protocols = List.of(protocols);
    }

    /** The version that a client which speaks all of them comes to, by its product name. */
    public String agreed() {
        return agreed;
    }

    public List<String> protocols() {
        return protocols;
    }

    double share() {
        return share;
    }
}
