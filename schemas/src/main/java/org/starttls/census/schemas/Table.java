package org.starttls.census.schemas;

import org.apache.avro.Schema;

/**
 * The tables of a campaign. A table's name is its folder below the campaign, the view's name in SQL, and, for facts,
 * part of its topic's name.
 */
public enum Table {
    REJECTED("rejected", Kind.FACT, RejectedRow.SCHEMA$),
    DOMAINS("domains", Kind.FACT, DomainRow.SCHEMA$),
    DOMAIN_MX("domain_mx", Kind.FACT, DomainMxRow.SCHEMA$),
    HOSTS("hosts", Kind.FACT, HostRow.SCHEMA$),
    HOST_ADDRESSES("host_addresses", Kind.FACT, HostAddressRow.SCHEMA$),
    TLSA_RECORDS("tlsa_records", Kind.FACT, TlsaRecordRow.SCHEMA$),
    MTA_STS_POLICIES("mta_sts_policies", Kind.FACT, MtaStsPolicyRow.SCHEMA$),
    PROBES("probes", Kind.FACT, ProbeRow.SCHEMA$),
    PROBE_CERTIFICATES("probe_certificates", Kind.FACT, ProbeCertificateRow.SCHEMA$),
    CERTIFICATES("certificates", Kind.FACT, CertificateRow.SCHEMA$),
    PROBE_VERDICTS("probe_verdicts", Kind.VERDICT, ProbeVerdictRow.SCHEMA$),
    SIGNS("signs", Kind.VERDICT, SignRow.SCHEMA$),
    PROMISES("promises", Kind.VERDICT, PromiseRow.SCHEMA$),
    HOST_VERDICTS("host_verdicts", Kind.VERDICT, HostVerdictRow.SCHEMA$),
    DOMAIN_VERDICTS("domain_verdicts", Kind.VERDICT, DomainVerdictRow.SCHEMA$);

    /** Facts are what was seen; verdicts are recomputable and lie under {@code verdicts/RULES_VERSION/}. */
    public enum Kind {
        FACT,
        VERDICT
    }

    private final String tableName;
    private final Kind kind;

    @SuppressWarnings("ImmutableEnumChecker") // a Schema constant is never changed, Avro just does not say so
    private final Schema schema;

    Table(String tableName, Kind kind, Schema schema) {
        this.tableName = tableName;
        this.kind = kind;
        this.schema = schema;
    }

    /** Folder and view name, snake case. */
    public String tableName() {
        return tableName;
    }

    public Kind kind() {
        return kind;
    }

    /** Schema of one row; the Parquet columns have its field names. */
    public Schema schema() {
        return schema;
    }

    /** Topic that carries the rows of a fact table. One partition, so that a table has one order. */
    public String topic() {
        if (kind != Kind.FACT) {
            throw new IllegalStateException(tableName + " is no fact table");
        }
        return "table-" + tableName;
    }
}
