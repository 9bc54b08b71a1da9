package org.starttls.census.crawler.dns;

import java.util.List;
import java.util.Objects;

/** What a question came to. */
public sealed interface DnsAnswer {
    Kind kind();

    Provenance provenance();

    /** One constant a permitted type. */
    enum Kind {
        FOUND,
        NO_DATA,
        NO_SUCH_NAME,
        FAILED
    }

    /**
     * At least one record.
     *
     * @param records of the type asked for, in the order of the message
     */
    record Found(List<DnsRecord> records, Provenance provenance) implements DnsAnswer {
        public Found {
            records = List.copyOf(records);
            Objects.requireNonNull(provenance);
            if (records.isEmpty()) {
                throw new IllegalArgumentException("found nothing");
            }
        }

        @Override
        public Kind kind() {
            return Kind.FOUND;
        }
    }

    /** The name exists without records of this type. Source: RFC 2308 s2.2. */
    record NoData(Provenance provenance) implements DnsAnswer {
        public NoData {
            Objects.requireNonNull(provenance);
        }

        @Override
        public Kind kind() {
            return Kind.NO_DATA;
        }
    }

    /** NXDOMAIN, of the name asked for or of the one its aliases lead to. Source: RFC 2308 s2.1, RFC 6604 s2.1. */
    record NoSuchName(Provenance provenance) implements DnsAnswer {
        public NoSuchName {
            Objects.requireNonNull(provenance);
        }

        @Override
        public Kind kind() {
            return Kind.NO_SUCH_NAME;
        }
    }

    /** Not answered, or not by an answer that can be used. */
    record Failed(LookupFailure failure, Provenance provenance) implements DnsAnswer {
        public Failed {
            Objects.requireNonNull(failure);
            Objects.requireNonNull(provenance);
        }

        @Override
        public Kind kind() {
            return Kind.FAILED;
        }
    }
}
