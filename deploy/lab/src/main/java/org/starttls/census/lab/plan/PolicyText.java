package org.starttls.census.lab.plan;

import java.util.List;

/** TXT records at {@code _mta-sts} and {@code _smtp._tls}. Source: RFC 8461 s3.1, RFC 8460 s3. */
public enum PolicyText {
    NONE("NONE", 0, 0),
    VALID("VALID", 0.015, 0.012),
    /** An attempt without its required field. */
    INCOMPLETE("INVALID", 0.002, 0.002),
    /** Two records, which is none. */
    TWICE("INVALID", 0.001, 0.001),
    /** Another text. */
    UNRELATED("NONE", 0.003, 0.002);

    private final String recordedAs;
    private final double stsShare;
    private final double tlsrptShare;

    PolicyText(String recordedAs, double stsShare, double tlsrptShare) {
        this.recordedAs = recordedAs;
        this.stsShare = stsShare;
        this.tlsrptShare = tlsrptShare;
    }

    /** Symbol of {@code mta_sts_record} or {@code tlsrpt_record}. */
    public String recordedAs() {
        return recordedAs;
    }

    double stsShare() {
        return stsShare;
    }

    double tlsrptShare() {
        return tlsrptShare;
    }

    /** Texts at {@code _mta-sts.DOMAIN}. */
    public List<String> stsTexts() {
        return switch (this) {
            case NONE -> List.of();
            case VALID -> List.of("v=STSv1; id=20261101T000000;");
            case INCOMPLETE -> List.of("v=STSv1; mode=enforce;");
            case TWICE -> List.of("v=STSv1; id=1;", "v=STSv1; id=2;");
            case UNRELATED -> List.of("v=spf1 -all");
        };
    }

    /** Texts at {@code _smtp._tls.DOMAIN}. */
    public List<String> tlsrptTexts(String domain) {
        String address = "mailto:tls-reports@" + domain;
        return switch (this) {
            case NONE -> List.of();
            case VALID -> List.of("v=TLSRPTv1; rua=" + address);
            case INCOMPLETE -> List.of("v=TLSRPTv1;");
            case TWICE -> List.of("v=TLSRPTv1; rua=" + address, "v=TLSRPTv1; rua=" + address + ".invalid");
            case UNRELATED -> List.of("v=DMARC1; p=none");
        };
    }
}
