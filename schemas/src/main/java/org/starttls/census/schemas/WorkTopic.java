package org.starttls.census.schemas;

import org.apache.avro.Schema;

/** The topics that carry work from stage to stage. A key decides the partition, and a partition has one owner. */
public enum WorkTopic {
    /** Key: domain. Work of the route stage. */
    DOMAINS("domains", DomainTask.SCHEMA$),
    /** Key: MX host name. Work of the host stage. */
    HOSTS("hosts", HostTask.SCHEMA$),
    /** Key: network prefix, /24 or /48. Work of the probe stage. */
    ENDPOINTS("endpoints", EndpointTask.SCHEMA$),
    /** Key: SHA-256 of the certificate. Work of the certificate stage. */
    CERTIFICATES("certificates", CertificateTask.SCHEMA$);

    /** Partitions of each work topic of a campaign on one machine. Chosen: two for each of two cores. */
    public static final int PARTITIONS = 4;

    private final String topic;

    @SuppressWarnings("ImmutableEnumChecker") // a Schema constant is never changed, Avro just does not say so
    private final Schema schema;

    WorkTopic(String topic, Schema schema) {
        this.topic = topic;
        this.schema = schema;
    }

    public String topic() {
        return topic;
    }

    /** Schema of a task on this topic. */
    public Schema schema() {
        return schema;
    }
}
