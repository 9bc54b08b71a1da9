package org.starttls.census.crawler.route;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.starttls.census.crawler.dns.DnsRecord;
import org.starttls.census.crawler.dns.LookupFailure;

/** What processing a domain's MX records came to. Source: RFC 5321 s5.1, RFC 7505. */
sealed interface MailRoute {
    /** Names of mail hosts kept of a domain. Chosen: the longest real lists have fewer; stops a list made to be endless. */
    int MAX_MAIL_HOSTS = 20;

    Kind kind();

    /** Names kept, by preference and then by name; empty unless mail can be delivered. */
    default List<MailHost> mailHosts() {
        return List.of();
    }

    /** One constant a permitted type. */
    enum Kind {
        EXPLICIT_MX,
        IMPLICIT_MX,
        NULL_MX,
        NO_MAIL_HOST,
        NO_SUCH_DOMAIN,
        LOOKUP_FAILED,
        OPTED_OUT,
        LOCAL_FAULT
    }

    /**
     * MX records that name something besides the root. If none of it is a host name, mail is still not delivered to the
     * domain itself. Source: RFC 5321 s5.1.
     *
     * @param mailHosts at most {@value #MAX_MAIL_HOSTS}
     * @param cut names beyond that
     * @param nullBeside whether a "." stands beside them, which RFC 7505 s3 forbids
     */
    record ExplicitMx(List<MailHost> mailHosts, int cut, boolean nullBeside) implements MailRoute {
        public ExplicitMx {
            mailHosts = List.copyOf(mailHosts);
        }

        @Override
        public Kind kind() {
            return Kind.EXPLICIT_MX;
        }
    }

    /** No MX record, but an address. */
    record ImplicitMx(String domain) implements MailRoute {
        public ImplicitMx {
            Objects.requireNonNull(domain);
        }

        @Override
        public List<MailHost> mailHosts() {
            return List.of(new MailHost(domain, 0));
        }

        @Override
        public Kind kind() {
            return Kind.IMPLICIT_MX;
        }
    }

    /** The root and nothing else: the domain takes no mail. */
    record NullMx() implements MailRoute {
        @Override
        public Kind kind() {
            return Kind.NULL_MX;
        }
    }

    /** Neither MX nor address. */
    record NoMailHost() implements MailRoute {
        @Override
        public Kind kind() {
            return Kind.NO_MAIL_HOST;
        }
    }

    /** NXDOMAIN. */
    record NoSuchDomain() implements MailRoute {
        @Override
        public Kind kind() {
            return Kind.NO_SUCH_DOMAIN;
        }
    }

    /** The MX lookup failed, or the address lookup where there is no MX. */
    record LookupFailed(LookupFailure failure) implements MailRoute {
        public LookupFailed {
            Objects.requireNonNull(failure);
        }

        @Override
        public Kind kind() {
            return Kind.LOOKUP_FAILED;
        }
    }

    /** Not asked, because the domain's owner does not want it. */
    record OptedOut() implements MailRoute {
        @Override
        public Kind kind() {
            return Kind.OPTED_OUT;
        }
    }

    /** Not known by a fault of our own. */
    record LocalFault() implements MailRoute {
        @Override
        public Kind kind() {
            return Kind.LOCAL_FAULT;
        }
    }

    /** The route that MX records describe; of a name that stands there twice the lowest preference counts. */
    static MailRoute of(List<DnsRecord> mxRecords) {
        Map<String, MailHost> byName = mxRecords.stream()
                .map(DnsRecord.Mx.class::cast)
                .map(mx -> new MailHost(mx.exchange(), mx.preference()))
                .collect(Collectors.toMap(MailHost::name, host -> host, MailRoute::preferred, TreeMap::new));
        boolean hasNull = byName.containsKey(".");
        if (hasNull && byName.size() == 1) {
            return new NullMx();
        }
        List<MailHost> all = byName.values().stream()
                .sorted(Comparator.comparingInt(MailHost::preference).thenComparing(MailHost::name))
                .toList();
        List<MailHost> kept = all.subList(0, Math.min(all.size(), MAX_MAIL_HOSTS));
        return new ExplicitMx(kept, all.size() - kept.size(), hasNull);
    }

    private static MailHost preferred(MailHost a, MailHost b) {
        return a.preference() <= b.preference() ? a : b;
    }
}
