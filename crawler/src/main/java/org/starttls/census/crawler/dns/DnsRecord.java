package org.starttls.census.crawler.dns;

import java.net.InetAddress;
import java.util.Objects;

/** One record of an answer. */
public sealed interface DnsRecord {
    Kind kind();

    /** One constant a permitted type. */
    enum Kind {
        ADDRESS,
        MX,
        TEXT
    }

    /**
     * A or AAAA.
     *
     * @param address an AAAA record stays an {@link java.net.Inet6Address}, mapped IPv4 included
     */
    record Address(InetAddress address) implements DnsRecord {
        public Address {
            Objects.requireNonNull(address);
        }

        @Override
        public Kind kind() {
            return Kind.ADDRESS;
        }
    }

    /**
     * MX. Source: RFC 1035 s3.3.9.
     *
     * @param exchange lower case, no trailing dot, bytes that are no host name's escaped as in a zone file; "." is the
     *     root
     */
    record Mx(int preference, String exchange) implements DnsRecord {
        public Mx {
            Objects.requireNonNull(exchange);
        }

        @Override
        public Kind kind() {
            return Kind.MX;
        }
    }

    /**
     * TXT. Source: RFC 1035 s3.3.14.
     *
     * @param text its strings joined without a separator, one character (ISO 8859-1) a byte
     */
    record Text(String text) implements DnsRecord {
        public Text {
            Objects.requireNonNull(text);
        }

        @Override
        public Kind kind() {
            return Kind.TEXT;
        }
    }
}
