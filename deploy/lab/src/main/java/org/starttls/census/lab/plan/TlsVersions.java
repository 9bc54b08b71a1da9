package org.starttls.census.lab.plan;

import java.util.List;

/** Protocol versions that a server speaks. */
public enum TlsVersions {
    UP_TO_1_3("TLSv1.3", 0),
    ONLY_1_2("TLSv1.2", 0.20),
    ONLY_1_1("TLSv1.1", 0.004),
    ONLY_1_0("TLSv1", 0.015);

    private final String agreed;
    private final double share;

    TlsVersions(String agreed, double share) {
        this.agreed = agreed;
        this.share = share;
    }

    /** The version that a client which speaks all of them comes to, by its product name. */
    public String agreed() {
        return agreed;
    }

    public List<String> protocols() {
        return this == UP_TO_1_3 ? List.of("TLSv1.2", agreed) : List.of(agreed);
    }

    double share() {
        return share;
    }
}
