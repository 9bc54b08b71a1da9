package org.starttls.census.crawler.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.starttls.census.crawler.conduct.AddressPolicy;
import org.starttls.census.crawler.conduct.OptOut;
import org.starttls.census.crawler.dns.FakeResolver;
import org.starttls.census.crawler.dns.LookupFailure;
import org.starttls.census.crawler.dns.RecordType;
import org.starttls.census.crawler.dns.ScriptedZone;
import org.starttls.census.crawler.stream.Admission;
import org.starttls.census.crawler.stream.Outcome;
import org.starttls.census.crawler.stream.Owner;
import org.starttls.census.schemas.EndpointKind;
import org.starttls.census.schemas.EndpointTask;
import org.starttls.census.schemas.HostAddressRow;
import org.starttls.census.schemas.HostRow;
import org.starttls.census.schemas.HostTask;
import org.starttls.census.schemas.Lookup;
import org.starttls.census.schemas.Purpose;
import org.starttls.census.schemas.Security;
import org.starttls.census.schemas.SkipReason;
import org.starttls.census.schemas.Table;
import org.starttls.census.schemas.Tri;
import org.starttls.census.schemas.WorkTopic;

class HostStageTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00.123456Z");
    private static final String HOST = "mx.example.org";

    private final ScriptedZone zone = new ScriptedZone();
    private final FakeResolver resolver = new FakeResolver(zone);

    private Owner<HostTask> owner(OptOut optOut) {
        return new HostStage(
                        resolver,
                        optOut,
                        AddressPolicy.internet(),
                        NetworkOrigins.UNKNOWN,
                        Clock.fixed(NOW, ZoneOffset.UTC),
                        new HostSettings(Duration.ofMinutes(30), "here", 42))
                .own(0);
    }

    private Outcome look(int attemptsMade) throws Exception {
        return look(OptOut.none(), attemptsMade);
    }

    private Outcome look(OptOut optOut, int attemptsMade) throws Exception {
        return owner(optOut)
                .work(new HostTask(HOST, attemptsMade, EndpointKind.MAIL, null))
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    private static HostRow host(Outcome outcome) {
        List<Outcome.Row> rows = outcome.rows().stream()
                .filter(row -> row.table() == Table.HOSTS)
                .toList();
        assertThat(rows).hasSize(1);
        return (HostRow) rows.get(0).row();
    }

    private static List<HostAddressRow> addresses(Outcome outcome) {
        return outcome.rows().stream()
                .filter(row -> row.table() == Table.HOST_ADDRESSES)
                .map(row -> (HostAddressRow) row.row())
                .toList();
    }

    @Nested
    class Addresses {
        @Test
        void ofBothFamiliesAreKeptInOneOrderAndHandedOnByPrefix() throws Exception {
            zone.with(HOST, RecordType.AAAA, "2600:1:2:3::9", "2600:1:2:3::1")
                    .with(HOST, RecordType.A, "198.18.0.200", "8.8.8.200", "8.8.8.9", "8.8.8.9");

            Outcome outcome = look(0);

            assertThat(addresses(outcome))
                    .extracting(HostAddressRow::getAddress, HostAddressRow::getFamily, HostAddressRow::getSkipReason)
                    .containsExactly(
                            tuple("8.8.8.9", 4, null),
                            tuple("8.8.8.200", 4, null),
                            tuple("198.18.0.200", 4, SkipReason.SPECIAL_PURPOSE),
                            tuple("2600:1:2:3::1", 6, null),
                            tuple("2600:1:2:3::9", 6, null));
            assertThat(outcome.next())
                    .containsExactly(
                            endpoint("8.8.8.0/24", "8.8.8.9"),
                            endpoint("8.8.8.0/24", "8.8.8.200"),
                            endpoint("198.18.0.0/24", "198.18.0.200"),
                            endpoint("2600:1:2::/48", "2600:1:2:3::1"),
                            endpoint("2600:1:2::/48", "2600:1:2:3::9"));
            HostRow row = host(outcome);
            assertThat(row.getAddressLookup()).isEqualTo(Lookup.FOUND);
            assertThat(row.getAddressCount()).isEqualTo(5);
            assertThat(row.getAddressCut()).isZero();
            assertThat(row.getIsCname()).isEqualTo(Tri.NO);
            assertThat(row.getTlsaLookup()).isEqualTo(Lookup.NOT_ASKED);
            assertThat(row.getAddressSecurity()).isEqualTo(Security.INSECURE);
            assertThat(row.getObservedAt()).isEqualTo(NOW);
            assertThat(outcome.tally()).isEqualTo("FOUND");
        }

        @Test
        void inPrefixesThatOptedOutAreMarkedAndHandedOn() throws Exception {
            zone.with(HOST, RecordType.A, "8.8.8.8");

            Outcome outcome = look(OptOut.parse(List.of("8.8.8.0/24")), 0);

            assertThat(addresses(outcome))
                    .extracting(HostAddressRow::getSkipReason)
                    .containsExactly(SkipReason.OPTED_OUT);
            assertThat(outcome.next()).hasSize(1);
        }

        @Test
        void behindAnAliasAreTakenAndTheAliasIsNoted() throws Exception {
            zone.alias(HOST, "a.example.net")
                    .alias("a.example.net", "b.example.net")
                    .with("b.example.net", RecordType.A, "8.8.8.8");

            Outcome outcome = look(0);

            assertThat(host(outcome).getIsCname()).isEqualTo(Tri.YES);
            assertThat(host(outcome).getCnameChain()).containsExactly("a.example.net", "b.example.net");
            assertThat(host(outcome).getAaaaLookup()).isEqualTo(Lookup.NO_DATA);
            assertThat(addresses(outcome)).extracting(HostAddressRow::getMxHost).containsExactly(HOST);
        }

        @Test
        void asManyAsTheLimitAreKept() throws Exception {
            assertThat(host(withAddresses(16)).getAddressCount()).isEqualTo(16);
        }

        @Test
        void beyondTheLimitAreCutAndCounted() throws Exception {
            Outcome outcome = withAddresses(17);

            assertThat(host(outcome).getAddressCount()).isEqualTo(16);
            assertThat(host(outcome).getAddressCut()).isEqualTo(1);
            assertThat(addresses(outcome)).hasSize(16);
            assertThat(outcome.next()).hasSize(16);
        }

        @Test
        void aThousandAreCutToTheLimitAndCounted() throws Exception {
            Outcome outcome = withAddresses(1_000);

            assertThat(host(outcome).getAddressCount()).isEqualTo(16);
            assertThat(host(outcome).getAddressCut()).isEqualTo(984);
            assertThat(outcome.next()).hasSize(16);
        }

        private Outcome withAddresses(int count) throws Exception {
            for (int i = 0; i < count; i++) {
                zone.with(HOST, RecordType.A, "8.8." + (8 + i / 250) + "." + (i % 250 + 1));
            }
            return look(0);
        }
    }

    @Nested
    class Absence {
        @Test
        void ofAnyAddressIsNoData() throws Exception {
            zone.with(HOST, RecordType.TXT, "x");

            assertThat(host(look(0)).getAddressLookup()).isEqualTo(Lookup.NO_DATA);
        }

        @Test
        void ofTheNameIsNoSuchName() throws Exception {
            assertThat(host(look(0)).getAddressLookup()).isEqualTo(Lookup.NO_SUCH_NAME);
        }
    }

    @Nested
    class Failures {
        @Test
        void areTriedTwiceMoreAndRecordedWithTheLast() throws Exception {
            zone.failing(HOST, LookupFailure.SERVFAIL);

            assertThat(look(0).later())
                    .containsExactly(
                            new Outcome.Later(Duration.ofMinutes(30), new HostTask(HOST, 1, EndpointKind.MAIL, null)));
            assertThat(look(1).later())
                    .containsExactly(
                            new Outcome.Later(Duration.ofMinutes(30), new HostTask(HOST, 2, EndpointKind.MAIL, null)));
            assertThat(look(1).rows()).isEmpty();
            Outcome last = look(2);
            assertThat(last.later()).isEmpty();
            assertThat(last.next()).isEmpty();
            assertThat(addresses(last)).isEmpty();
            assertThat(host(last).getAddressLookup()).isEqualTo(Lookup.FAILED);
            assertThat(host(last).getLookupFailure().name()).isEqualTo("SERVFAIL");
            assertThat(host(last).getAddressSecurity()).isEqualTo(Security.INDETERMINATE);
            assertThat(host(last).getIsCname()).isEqualTo(Tri.UNKNOWN);
            assertThat(host(last).getLookupAttempts()).isEqualTo(3);
        }

        @Test
        void ofOneFamilyAreTriedAgainAndLeaveTheOther() throws Exception {
            zone.with(HOST, RecordType.A, "8.8.8.8").failing(HOST, RecordType.AAAA, LookupFailure.TIMEOUT);

            assertThat(look(0).later()).hasSize(1);
            Outcome last = look(2);
            assertThat(host(last).getAddressLookup()).isEqualTo(Lookup.FOUND);
            assertThat(host(last).getAaaaLookup()).isEqualTo(Lookup.FAILED);
            assertThat(host(last).getLookupFailure().name()).isEqualTo("TIMEOUT");
            assertThat(addresses(last)).hasSize(1);
        }

        @Test
        void besideAbsenceAreNotAbsence() throws Exception {
            zone.with(HOST, RecordType.TXT, "x").failing(HOST, RecordType.AAAA, LookupFailure.REFUSED);

            assertThat(host(look(2)).getAddressLookup()).isEqualTo(Lookup.FAILED);
        }

        @Test
        void oneAliasMoreThanTheLimitIsOne() throws Exception {
            for (int i = 0; i < 11; i++) {
                zone.alias(i == 0 ? HOST : "n" + i + ".example.org", "n" + (i + 1) + ".example.org");
            }
            zone.with("n11.example.org", RecordType.A, "8.8.8.8");

            assertThat(host(look(2)).getLookupFailure().name()).isEqualTo("CNAME_LOOP");
            assertThat(host(look(2)).getIsCname()).isEqualTo(Tri.YES);
        }

        @Test
        void asManyAliasesAsTheLimitAreNone() throws Exception {
            for (int i = 0; i < 10; i++) {
                zone.alias(i == 0 ? HOST : "n" + i + ".example.org", "n" + (i + 1) + ".example.org");
            }
            zone.with("n10.example.org", RecordType.A, "8.8.8.8");

            assertThat(host(look(0)).getAddressLookup()).isEqualTo(Lookup.FOUND);
        }

        @Test
        void ofOurOwnAreNamedSo() {
            Outcome outcome = owner(OptOut.none())
                    .localFault(new HostTask(HOST, 0, EndpointKind.MAIL, null), new IllegalStateException("bug"));

            assertThat(host(outcome).getAddressLookup()).isEqualTo(Lookup.FAILED);
            assertThat(host(outcome).getLookupFailure().name()).isEqualTo("LOCAL_FAULT");
        }
    }

    @Nested
    class Ownership {
        private final HostTask task = new HostTask(HOST, 0, EndpointKind.MAIL, null);

        @Test
        void aHostIsLookedUpOnceHoweverManyDomainsNameIt() {
            Owner<HostTask> owner = owner(OptOut.none());

            assertThat(owner.admit(task, Owner.Origin.WORK).kind()).isEqualTo(Admission.Kind.START);
            assertThat(owner.admit(task, Owner.Origin.WORK).kind()).isEqualTo(Admission.Kind.DUPLICATE);
            assertThat(owner.admit(new HostTask(HOST, 1, EndpointKind.MAIL, null), Owner.Origin.WAITING)
                            .kind())
                    .isEqualTo(Admission.Kind.START);
        }

        @Test
        void theNextOwnerKnowsWhatTheLastOneRecorded() {
            Owner<HostTask> owner = owner(OptOut.none());

            owner.recall(task);

            assertThat(owner.admit(task, Owner.Origin.WORK).kind()).isEqualTo(Admission.Kind.DUPLICATE);
        }

        @Test
        void whoOptedOutIsRecordedWithoutAQuestion() {
            Owner<HostTask> owner = owner(OptOut.parse(List.of("example.org")));

            Outcome outcome = ((Admission.Record) owner.admit(task, Owner.Origin.WORK)).outcome();

            assertThat(host(outcome).getSkipReason()).isEqualTo(SkipReason.OPTED_OUT);
            assertThat(host(outcome).getAddressLookup()).isEqualTo(Lookup.NOT_ASKED);
            assertThat(host(outcome).getIsCname()).isEqualTo(Tri.UNKNOWN);
            assertThat(outcome.tally()).isEqualTo("OPTED_OUT");
            assertThat(resolver.asked()).isEmpty();
        }
    }

    private static Outcome.Next endpoint(String prefix, String address) {
        return new Outcome.Next(
                WorkTopic.ENDPOINTS,
                prefix,
                new EndpointTask(HOST, address, Purpose.FIRST, 1, EndpointKind.MAIL, null, null));
    }
}
