package org.starttls.census.crawler.dns;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.starttls.census.crawler.dns.io.QueryListener;
import org.starttls.census.crawler.dns.io.QueryPipeline;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedFlags;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/**
 * Asks recursive resolvers: messages by dnsjava, sockets by {@link QueryPipeline}. Several resolvers share the questions;
 * a try that is not answered, or answered by a failure, goes on to the next one.
 *
 * <p>Whose word counts about DNSSEC: the AD bit of a resolver on loopback, which nobody can forge on the way, and of no
 * other. Source: RFC 4035 s4.9.3, RFC 6840 s5.7 (AD in the query asks for it without DO).
 */
public final class DnsjavaResolver implements Resolver, AutoCloseable {
    private static final long NOT_YET = -1;

    private final Servers servers;
    private final DnsLimits limits;
    private final QueryPipeline pipeline;

    private DnsjavaResolver(List<InetSocketAddress> servers, DnsLimits limits) throws IOException {
        this.servers = new Servers(servers);
        this.limits = limits;
        this.pipeline = QueryPipeline.open(servers, limits.tryTimeout(), limits.maxInFlight());
    }

    /**
     * Opens the sockets and starts the one thread.
     *
     * @param servers at least one, with addresses that are resolved
     * @throws IOException if there is no socket to be had
     */
    public static DnsjavaResolver open(List<InetSocketAddress> servers, DnsLimits limits) throws IOException {
        return new DnsjavaResolver(servers, limits);
    }

    @Override
    public CompletionStage<DnsAnswer> ask(DnsQuestion question) {
        return new Lookup(question).start();
    }

    /** Ends the thread; questions without an answer fail. */
    @Override
    public void close() {
        pipeline.close();
    }

    private static Name absolute(String name) {
        try {
            return Name.fromString(name, Name.root);
        } catch (TextParseException e) {
            throw new IllegalArgumentException("no name of the DNS: " + name, e);
        }
    }

    private byte[] query(Name name, DnsQuestion question) {
        Message message = Message.newQuery(Record.newRecord(name, DnsjavaRecords.type(question.type()), DClass.IN));
        message.getHeader().setFlag(Flags.AD);
        int flags = switch (question.signatures()) {
            case LEFT_OUT -> 0;
            case WANTED -> ExtendedFlags.DO;
        };
        message.addRecord(new OPTRecord(DnsLimits.UDP_PAYLOAD_BYTES, 0, 0, flags), Section.ADDITIONAL);
        return message.toWire();
    }

    /** One question on its way to an answer, over all tries and aliases. After the first step the loop's alone. */
    private final class Lookup implements QueryListener {
        private final DnsQuestion question;
        private final CompletableFuture<DnsAnswer> answer = new CompletableFuture<>();
        private final Name first;
        private final List<Name> aliases = new ArrayList<>(0);
        private Security security = Security.SECURE;
        private Name asked;
        private byte[] query;
        private int server;
        private int triesMade;
        private int queriesMade;
        private long firstTriedNanos = NOT_YET;

        Lookup(DnsQuestion question) {
            this.question = question;
            this.first = absolute(question.name());
        }

        CompletionStage<DnsAnswer> start() {
            askFor(first);
            return answer;
        }

        private void askFor(Name name) {
            asked = name;
            query = query(name, question);
            triesMade = 1;
            server = servers.next();
            submit();
        }

        private void submit() {
            queriesMade++;
            pipeline.submit(server, query, this);
        }

        private void tried() {
            if (firstTriedNanos == NOT_YET) {
                firstTriedNanos = pipeline.livedNanos();
            }
        }

        private boolean hasTime() {
            return pipeline.livedNanos() - firstTriedNanos <= limits.patience().toNanos();
        }

        @Override
        public void answered(ByteBuffer message) {
            tried();
            servers.answered(server);
            try {
                read(new Message(message));
            } catch (IOException | RuntimeException e) {
                // dnsjava reports most of what is wrong with a message by its own exception, some of it by others.
                fail(LookupFailure.MALFORMED, heard(OptionalInt.empty(), Security.UNKNOWN));
            }
        }

        @Override
        public void unanswered(Silence silence) {
            tried();
            servers.silent(server);
            LookupFailure failure = switch (silence) {
                case TIMEOUT -> LookupFailure.TIMEOUT;
                case UNREACHABLE -> LookupFailure.NETWORK;
            };
            fail(failure, new Provenance(aliasNames(), Security.UNKNOWN, Optional.empty(), OptionalInt.empty()));
        }

        @Override
        public void broken(Throwable fault) {
            answer.completeExceptionally(fault);
        }

        private void read(Message message) {
            int rcode = message.getRcode();
            switch (rcode) {
                case Rcode.NOERROR, Rcode.NXDOMAIN -> readAnswer(message);
                case Rcode.SERVFAIL ->
                    fail(
                            LookupFailure.SERVFAIL,
                            heard(OptionalInt.of(rcode), trusted() ? Security.INDETERMINATE : Security.UNKNOWN));
                case Rcode.REFUSED -> fail(LookupFailure.REFUSED, heard(OptionalInt.of(rcode), Security.UNKNOWN));
                default -> fail(LookupFailure.OTHER_RCODE, heard(OptionalInt.of(rcode), Security.UNKNOWN));
            }
        }

        private void readAnswer(Message message) {
            OptionalInt rcode = OptionalInt.of(message.getRcode());
            security = security.weaker(securityOf(message));
            List<Record> section = message.getSection(Section.ANSWER);
            Name name = asked;
            for (Optional<Name> alias = DnsjavaRecords.alias(section, name);
                    alias.isPresent();
                    alias = DnsjavaRecords.alias(section, name)) {
                name = alias.get();
                if (name.equals(first) || aliases.contains(name) || aliases.size() == question.maxAliases()) {
                    answer.complete(new DnsAnswer.Failed(LookupFailure.CNAME_LOOP, heard(rcode, security)));
                    return;
                }
                aliases.add(name);
            }
            List<DnsRecord> records = DnsjavaRecords.of(section, name, question.type());
            if (!records.isEmpty()) {
                answer.complete(new DnsAnswer.Found(records, heard(rcode, security)));
            } else if (rcode.getAsInt() == Rcode.NXDOMAIN) {
                answer.complete(new DnsAnswer.NoSuchName(heard(rcode, security)));
            } else {
                readAbsence(message, name);
            }
        }

        /**
         * No error and no record: the name has none, or the message stops short of the end of the aliases, or it only
         * names other servers. Source: RFC 2308 s2.2.
         */
        private void readAbsence(Message message, Name name) {
            OptionalInt rcode = OptionalInt.of(message.getRcode());
            boolean denied = message.getSection(Section.AUTHORITY).stream().anyMatch(r -> r.getType() == Type.SOA);
            boolean referred = message.getSection(Section.AUTHORITY).stream().anyMatch(r -> r.getType() == Type.NS);
            if (!denied && !name.equals(asked)) {
                askOn(name, rcode);
            } else if (!denied && referred) {
                fail(LookupFailure.MALFORMED, heard(rcode, Security.UNKNOWN));
            } else {
                answer.complete(new DnsAnswer.NoData(heard(rcode, security)));
            }
        }

        private void askOn(Name name, OptionalInt rcode) {
            if (queriesMade == DnsLimits.MAX_QUERIES) {
                answer.complete(new DnsAnswer.Failed(LookupFailure.CNAME_LOOP, heard(rcode, security)));
            } else if (!hasTime()) {
                answer.complete(new DnsAnswer.Failed(LookupFailure.TIMEOUT, heard(rcode, security)));
            } else {
                askFor(name);
            }
        }

        /** Another try, if one is left that may come to something else. */
        private void fail(LookupFailure failure, Provenance provenance) {
            boolean mayAsk = triesMade < limits.tries() && queriesMade < DnsLimits.MAX_QUERIES && hasTime();
            if (mayAsk && (mayPass(failure) || servers.size() > 1)) {
                triesMade++;
                server = servers.after(server);
                submit();
            } else {
                answer.complete(new DnsAnswer.Failed(failure, provenance));
            }
        }

        private Security securityOf(Message message) {
            if (!trusted()) {
                return Security.UNKNOWN;
            }
            return message.getHeader().getFlag(Flags.AD) ? Security.SECURE : Security.INSECURE;
        }

        private boolean trusted() {
            return servers.address(server).getAddress().isLoopbackAddress();
        }

        private Provenance heard(OptionalInt rcode, Security state) {
            return new Provenance(aliasNames(), state, Optional.of(servers.address(server)), rcode);
        }

        private List<String> aliasNames() {
            return aliases.isEmpty()
                    ? List.of()
                    : aliases.stream().map(DnsjavaRecords::text).toList();
        }
    }

    /** Whether the same resolver may have a better word at once: what it said after thinking it would say again. */
    private static boolean mayPass(LookupFailure failure) {
        return switch (failure) {
            case TIMEOUT, NETWORK, MALFORMED -> true;
            case SERVFAIL, REFUSED, OTHER_RCODE, CNAME_LOOP -> false;
        };
    }
}
