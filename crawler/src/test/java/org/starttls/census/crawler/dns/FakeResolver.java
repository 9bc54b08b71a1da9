package org.starttls.census.crawler.dns;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Answers at once, from memory, and remembers what it was asked. Keeps the same contract as the real one. */
public final class FakeResolver implements Resolver {
    private static final InetSocketAddress SELF = new InetSocketAddress(InetAddress.getLoopbackAddress(), 53);

    private final ScriptedZone zone;
    private final List<DnsQuestion> asked = new ArrayList<>();

    public FakeResolver(ScriptedZone zone) {
        this.zone = zone;
    }

    /** All questions so far, in order. */
    public List<DnsQuestion> asked() {
        return asked;
    }

    @Override
    public CompletionStage<DnsAnswer> ask(DnsQuestion question) {
        asked.add(question);
        return CompletableFuture.completedFuture(answer(question));
    }

    private DnsAnswer answer(DnsQuestion question) {
        List<String> aliases = new ArrayList<>();
        String name = question.name();
        while (zone.alias(name).isPresent()) {
            name = zone.alias(name).get();
            if (name.equals(question.name()) || aliases.contains(name) || aliases.size() == question.maxAliases()) {
                return new DnsAnswer.Failed(LookupFailure.CNAME_LOOP, heard(aliases, Security.INSECURE, 0));
            }
            aliases.add(name);
        }
        Optional<LookupFailure> failure = zone.failure(name, question.type());
        if (failure.isPresent()) {
            return failed(failure.get());
        }
        List<DnsRecord> records = new ArrayList<>();
        for (String value : zone.values(name, question.type())) {
            records.add(record(question.type(), value));
        }
        if (!records.isEmpty()) {
            return new DnsAnswer.Found(records, heard(aliases, Security.INSECURE, 0));
        }
        return zone.exists(name)
                ? new DnsAnswer.NoData(heard(aliases, Security.INSECURE, 0))
                : new DnsAnswer.NoSuchName(heard(aliases, Security.INSECURE, 3));
    }

    private static DnsAnswer failed(LookupFailure failure) {
        return switch (failure) {
            case TIMEOUT, NETWORK -> new DnsAnswer.Failed(failure, Provenance.SILENCE);
            case SERVFAIL -> new DnsAnswer.Failed(failure, heard(List.of(), Security.INDETERMINATE, 2));
            case REFUSED -> new DnsAnswer.Failed(failure, heard(List.of(), Security.UNKNOWN, 5));
            case OTHER_RCODE -> new DnsAnswer.Failed(failure, heard(List.of(), Security.UNKNOWN, 4));
            case MALFORMED ->
                new DnsAnswer.Failed(
                        failure, new Provenance(List.of(), Security.UNKNOWN, Optional.of(SELF), OptionalInt.empty()));
            case CNAME_LOOP -> throw new IllegalArgumentException("scripted by aliases");
        };
    }

    private static Provenance heard(List<String> aliases, Security security, int rcode) {
        return new Provenance(aliases, security, Optional.of(SELF), OptionalInt.of(rcode));
    }

    private static DnsRecord record(RecordType type, String value) {
        return switch (type) {
            case A, AAAA -> new DnsRecord.Address(literal(value));
            case MX -> {
                String[] parts = value.split(" ", 2);
                yield new DnsRecord.Mx(Integer.parseInt(parts[0]), HostName.canonical(parts[1]));
            }
            case TXT -> new DnsRecord.Text(value);
        };
    }

    private static InetAddress literal(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
