package org.starttls.census.crawler.contact;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.starttls.census.crawler.conduct.AddressPolicy;
import org.starttls.census.crawler.conduct.OptOut;
import org.starttls.census.crawler.dns.DnsAnswer;
import org.starttls.census.crawler.dns.DnsQuestion;
import org.starttls.census.crawler.dns.DnsRecord;
import org.starttls.census.crawler.dns.Provenance;
import org.starttls.census.crawler.dns.RecordType;
import org.starttls.census.crawler.dns.Resolver;
import org.starttls.census.crawler.dns.Security;
import org.starttls.census.crawler.host.HostSettings;
import org.starttls.census.crawler.host.HostStage;
import org.starttls.census.crawler.host.NetworkOrigins;
import org.starttls.census.crawler.probe.ProbeObservation;
import org.starttls.census.crawler.probe.dialogue.Ending;
import org.starttls.census.crawler.probe.dialogue.NetworkCause;
import org.starttls.census.crawler.record.ProbeCodec;
import org.starttls.census.crawler.stream.Admission;
import org.starttls.census.crawler.stream.Outcome;
import org.starttls.census.crawler.stream.Owner;
import org.starttls.census.schemas.EndpointKind;
import org.starttls.census.schemas.EndpointTask;
import org.starttls.census.schemas.HostTask;
import org.starttls.census.schemas.Purpose;

/** A name that has another address each time somebody asks. */
class RebindingTest {
    private static final int HOSTS = 10_000;

    private final List<String> contacted = new ArrayList<>();
    private final AddressPolicy policy = AddressPolicy.internet();
    private int asked;

    /** A public address and one of ours in turn, so that whoever asks twice is led astray. */
    private final Resolver rebinding = new Resolver() {
        @Override
        public CompletionStage<DnsAnswer> ask(DnsQuestion question) {
            Provenance provenance = new Provenance(List.of(), Security.INSECURE, Optional.empty(), OptionalInt.of(0));
            if (question.type() == RecordType.AAAA) {
                return CompletableFuture.completedFuture(new DnsAnswer.NoData(provenance));
            }
            String address = asked++ % 2 == 0 ? "8.8." + asked / 250 % 250 + "." + asked % 250 : "127.0.0.1";
            return CompletableFuture.completedFuture(
                    new DnsAnswer.Found(List.of(new DnsRecord.Address(literal(address))), provenance));
        }
    };

    @Test
    void leadsNoContactToPrivateSpaceInTenThousand() {
        HostStage hosts = new HostStage(
                rebinding,
                OptOut.none(),
                policy,
                NetworkOrigins.UNKNOWN,
                Clock.systemUTC(),
                new HostSettings(Duration.ofMinutes(30), "here", 42));
        Owner<HostTask> hostOwner = hosts.own(0);
        Owner<EndpointTask> probeOwner = probes();
        int refused = 0;

        for (int i = 0; i < HOSTS; i++) {
            Outcome found = hostOwner
                    .work(new HostTask("mx" + i + ".example", 0, EndpointKind.MAIL, null))
                    .toCompletableFuture()
                    .join();
            for (Outcome.Next next : found.next()) {
                EndpointTask first = (EndpointTask) next.task();
                refused += contact(probeOwner, first) ? 0 : 1;
                // However long after the first contact: the address is what was found then.
                contact(
                        probeOwner,
                        new EndpointTask(
                                first.getMxHost(),
                                first.getAddress(),
                                Purpose.RETRY,
                                1,
                                EndpointKind.MAIL,
                                null,
                                null));
            }
        }

        assertThat(asked).isEqualTo(HOSTS);
        assertThat(refused).isEqualTo(HOSTS / 2);
        assertThat(contacted).hasSize(HOSTS);
        assertThat(contacted)
                .allMatch(address -> policy.refusal(literal(address)).isEmpty());
    }

    private Owner<EndpointTask> probes() {
        ContactSettings settings = new ContactSettings(
                25,
                1_000,
                Duration.ZERO,
                Duration.ofMinutes(30),
                2,
                new ContactSettings.FollowUps(0, 0, Duration.ofMinutes(30)));
        return new ProbeStage(
                        settings,
                        new ContactRules(policy, OptOut.none(), Inet4Address.class::isInstance),
                        target -> {
                            contacted.add(target.address());
                            return CompletableFuture.completedFuture(ProbeObservation.withoutContact(
                                    target,
                                    Clock.systemUTC().instant(),
                                    new Ending.Unreachable(NetworkCause.CONNECTION_REFUSED)));
                        },
                        new ProbeCodec("c", "v", "scanner.example"),
                        ProbeStage.Clocks.system(),
                        7)
                .own(0);
    }

    private static boolean contact(Owner<EndpointTask> owner, EndpointTask task) {
        Owner.Origin origin = task.getPurpose() == Purpose.FIRST ? Owner.Origin.WORK : Owner.Origin.WAITING;
        if (owner.admit(task, origin).kind() != Admission.Kind.START) {
            return false;
        }
        owner.work(task).toCompletableFuture().join();
        owner.done(task);
        return true;
    }

    private static InetAddress literal(String address) {
        try {
            return InetAddress.getByName(address);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(address, e);
        }
    }
}
