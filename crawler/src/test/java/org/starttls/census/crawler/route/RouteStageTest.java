package org.starttls.census.crawler.route;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.starttls.census.crawler.conduct.OptOut;
import org.starttls.census.crawler.dns.DnsQuestion;
import org.starttls.census.crawler.dns.FakeResolver;
import org.starttls.census.crawler.dns.LookupFailure;
import org.starttls.census.crawler.dns.RecordType;
import org.starttls.census.crawler.dns.ScriptedZone;
import org.starttls.census.crawler.stream.Admission;
import org.starttls.census.crawler.stream.Outcome;
import org.starttls.census.crawler.stream.Owner;
import org.starttls.census.schemas.DomainMxRow;
import org.starttls.census.schemas.DomainRow;
import org.starttls.census.schemas.DomainTask;
import org.starttls.census.schemas.EndpointKind;
import org.starttls.census.schemas.HostTask;
import org.starttls.census.schemas.Lookup;
import org.starttls.census.schemas.MailRoute;
import org.starttls.census.schemas.PolicyRecord;
import org.starttls.census.schemas.Security;
import org.starttls.census.schemas.SkipReason;
import org.starttls.census.schemas.Table;
import org.starttls.census.schemas.Tri;
import org.starttls.census.schemas.WorkTopic;

class RouteStageTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00.123456Z");
    private static final RouteSettings SETTINGS = new RouteSettings(true, Duration.ofMinutes(30), "here", 42);

    private final ScriptedZone zone = new ScriptedZone();
    private final FakeResolver resolver = new FakeResolver(zone);

    private Owner<DomainTask> owner(RouteSettings settings, OptOut optOut) {
        return new RouteStage(
                        resolver, optOut, new CrawlerCommonsSuffixes(), Clock.fixed(NOW, ZoneOffset.UTC), settings)
                .own(0);
    }

    private Owner<DomainTask> owner() {
        return owner(SETTINGS, OptOut.none());
    }

    private Outcome look(String domain) throws Exception {
        return work(owner(), new DomainTask(domain, 3L, 7L, 0));
    }

    private static Outcome work(Owner<DomainTask> owner, DomainTask task) throws Exception {
        return owner.work(task).toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private static DomainRow domain(Outcome outcome) {
        List<Outcome.Row> rows = outcome.rows().stream()
                .filter(row -> row.table() == Table.DOMAINS)
                .toList();
        assertThat(rows).hasSize(1);
        return (DomainRow) rows.get(0).row();
    }

    private static List<DomainMxRow> mailHosts(Outcome outcome) {
        return outcome.rows().stream()
                .filter(row -> row.table() == Table.DOMAIN_MX)
                .map(row -> (DomainMxRow) row.row())
                .toList();
    }

    @Nested
    class Routes {
        @Test
        void explicitMxNamesHostsByPreferenceAndHandsThemOn() throws Exception {
            zone.with("example.org", RecordType.MX, "20 b.example.net", "10 MX.Example.NET.", "10 a.example.net");

            Outcome outcome = look("example.org");

            DomainRow row = domain(outcome);
            assertThat(row.getMailRoute()).isEqualTo(MailRoute.EXPLICIT_MX);
            assertThat(row.getMxLookup()).isEqualTo(Lookup.FOUND);
            assertThat(row.getMxCount()).isEqualTo(3);
            assertThat(row.getMxCut()).isZero();
            assertThat(row.getNullMxWithOthers()).isEqualTo(Tri.NO);
            assertThat(mailHosts(outcome))
                    .extracting(DomainMxRow::getMxHost, DomainMxRow::getPreference)
                    .containsExactly(
                            tuple("a.example.net", 10), tuple("mx.example.net", 10), tuple("b.example.net", 20));
            assertThat(outcome.next())
                    .containsExactly(host("a.example.net"), host("mx.example.net"), host("b.example.net"));
            assertThat(outcome.tally()).isEqualTo("EXPLICIT_MX");
        }

        @Test
        void aHostNamedTwiceHasItsLowestPreference() throws Exception {
            zone.with("example.org", RecordType.MX, "20 MX.example.net", "5 mx.example.net", "9 mx.example.net.");

            Outcome outcome = look("example.org");

            assertThat(mailHosts(outcome)).containsExactly(new DomainMxRow("example.org", "mx.example.net", 5, null));
            assertThat(domain(outcome).getMxCount()).isEqualTo(1);
        }

        @ParameterizedTest
        @ValueSource(strings = {"192.0.2.1", "2001:db8:0:0:0:0:0:1"})
        void implicitMxIsTheDomainItself(String address) throws Exception {
            zone.with("example.org", address.contains(":") ? RecordType.AAAA : RecordType.A, address);

            Outcome outcome = look("example.org");

            assertThat(domain(outcome).getMailRoute()).isEqualTo(MailRoute.IMPLICIT_MX);
            assertThat(domain(outcome).getMxLookup()).isEqualTo(Lookup.NO_DATA);
            assertThat(domain(outcome).getNullMxWithOthers()).isNull();
            assertThat(mailHosts(outcome)).containsExactly(new DomainMxRow("example.org", "example.org", 0, null));
            assertThat(outcome.next()).containsExactly(host("example.org"));
        }

        @Test
        void implicitMxStandsThoughOneFamilyFails() throws Exception {
            zone.with("example.org", RecordType.A, "192.0.2.1")
                    .failing("example.org", RecordType.AAAA, LookupFailure.SERVFAIL);

            assertThat(domain(look("example.org")).getMailRoute()).isEqualTo(MailRoute.IMPLICIT_MX);
        }

        @Test
        void nullMxTakesNoMail() throws Exception {
            zone.with("example.org", RecordType.MX, "0 .").with("example.org", RecordType.A, "192.0.2.1");

            Outcome outcome = look("example.org");

            assertThat(domain(outcome).getMailRoute()).isEqualTo(MailRoute.NULL_MX);
            assertThat(domain(outcome).getNullMxWithOthers()).isEqualTo(Tri.NO);
            assertThat(domain(outcome).getMxCount()).isZero();
            assertThat(mailHosts(outcome)).isEmpty();
            assertThat(outcome.next()).isEmpty();
        }

        @Test
        void nullMxBesideOthersIsSkippedAndNoted() throws Exception {
            zone.with("example.org", RecordType.MX, "0 .", "10 mx.example.net");

            Outcome outcome = look("example.org");

            assertThat(domain(outcome).getMailRoute()).isEqualTo(MailRoute.EXPLICIT_MX);
            assertThat(domain(outcome).getNullMxWithOthers()).isEqualTo(Tri.YES);
            assertThat(mailHosts(outcome))
                    .containsExactly(
                            new DomainMxRow("example.org", ".", 0, SkipReason.NOT_A_HOST_NAME),
                            new DomainMxRow("example.org", "mx.example.net", 10, null));
            assertThat(outcome.next()).containsExactly(host("mx.example.net"));
        }

        @Test
        void aNameThatIsNoHostNameIsKeptAndGoesNoFurther() throws Exception {
            zone.with("example.org", RecordType.MX, "10 192.0.2.1", "10 mail host")
                    .with("example.org", RecordType.A, "192.0.2.1");

            Outcome outcome = look("example.org");

            assertThat(domain(outcome).getMailRoute()).isEqualTo(MailRoute.EXPLICIT_MX);
            assertThat(mailHosts(outcome))
                    .extracting(DomainMxRow::getSkipReason)
                    .containsExactly(SkipReason.NOT_A_HOST_NAME, SkipReason.NOT_A_HOST_NAME);
            assertThat(outcome.next()).isEmpty();
        }

        @Test
        void noMailHostWithoutMxAndAddress() throws Exception {
            zone.with("example.org", RecordType.TXT, "v=spf1 -all");

            assertThat(domain(look("example.org")).getMailRoute()).isEqualTo(MailRoute.NO_MAIL_HOST);
        }

        @Test
        void noSuchDomain() throws Exception {
            Outcome outcome = look("example.org");

            assertThat(domain(outcome).getMailRoute()).isEqualTo(MailRoute.NO_SUCH_DOMAIN);
            assertThat(domain(outcome).getMxLookup()).isEqualTo(Lookup.NO_SUCH_NAME);
        }

        @Test
        void aliasesAreFollowedAndListed() throws Exception {
            zone.alias("example.org", "target.example.net")
                    .with("target.example.net", RecordType.MX, "10 mx.example.net");

            assertThat(domain(look("example.org")).getMailRoute()).isEqualTo(MailRoute.EXPLICIT_MX);
            assertThat(domain(look("example.org")).getCnameChain()).containsExactly("target.example.net");
        }

        @Test
        void asManyHostsAsTheLimitAreKept() throws Exception {
            Outcome outcome = look(withHosts(20));

            assertThat(domain(outcome).getMxCount()).isEqualTo(20);
            assertThat(domain(outcome).getMxCut()).isZero();
            assertThat(outcome.next()).hasSize(20);
        }

        @Test
        void hostsBeyondTheLimitAreCutByPreference() throws Exception {
            Outcome outcome = look(withHosts(21));

            assertThat(domain(outcome).getMxCount()).isEqualTo(20);
            assertThat(domain(outcome).getMxCut()).isEqualTo(1);
            assertThat(outcome.next()).hasSize(20);
            assertThat(mailHosts(outcome)).noneMatch(row -> row.getPreference() == 21);
        }

        @Test
        void ofFiveThousandHostsTheFirstAreKeptAndTheRestCounted() throws Exception {
            Outcome outcome = look(withHosts(5_000));

            assertThat(domain(outcome).getMxCount()).isEqualTo(20);
            assertThat(domain(outcome).getMxCut()).isEqualTo(4_980);
            assertThat(outcome.next()).hasSize(20);
        }

        private String withHosts(int count) {
            for (int i = 0; i < count; i++) {
                zone.with("example.org", RecordType.MX, (count - i) + " n" + i + ".example.net");
            }
            return "example.org";
        }
    }

    @Nested
    class Failures {
        @ParameterizedTest
        @EnumSource(
                value = LookupFailure.class,
                names = {"CNAME_LOOP"},
                mode = EnumSource.Mode.EXCLUDE)
        void areTriedTwiceMoreAndRecordedWithTheLast(LookupFailure failure) throws Exception {
            zone.failing("example.org", failure);

            Outcome first = work(owner(), new DomainTask("example.org", 3L, 7L, 0));
            Outcome second = work(owner(), new DomainTask("example.org", 3L, 7L, 1));
            Outcome third = work(owner(), new DomainTask("example.org", 3L, 7L, 2));

            assertThat(first.rows()).isEmpty();
            assertThat(first.later())
                    .containsExactly(
                            new Outcome.Later(Duration.ofMinutes(30), new DomainTask("example.org", 3L, 7L, 1)));
            assertThat(first.tally()).isEqualTo("RETRY_LATER");
            assertThat(second.later())
                    .containsExactly(
                            new Outcome.Later(Duration.ofMinutes(30), new DomainTask("example.org", 3L, 7L, 2)));
            assertThat(third.later()).isEmpty();
            DomainRow row = domain(third);
            assertThat(row.getMailRoute()).isEqualTo(MailRoute.LOOKUP_FAILED);
            assertThat(row.getMxLookup()).isEqualTo(Lookup.FAILED);
            assertThat(row.getMxLookupFailure().name()).isEqualTo(failure.name());
            assertThat(row.getLookupAttempts()).isEqualTo(3);
        }

        @Test
        void aLoopOfAliasesIsOne() throws Exception {
            zone.alias("example.org", "a.example.org").alias("a.example.org", "example.org");

            Outcome outcome = work(owner(), new DomainTask("example.org", 3L, 7L, 2));

            assertThat(domain(outcome).getMxLookupFailure().name()).isEqualTo("CNAME_LOOP");
        }

        @Test
        void ofTheAddressBehindAnImplicitMxIsNotAbsence() throws Exception {
            zone.with("example.org", RecordType.TXT, "x")
                    .failing("example.org", RecordType.AAAA, LookupFailure.TIMEOUT);

            DomainRow row = domain(work(owner(), new DomainTask("example.org", 3L, 7L, 2)));

            assertThat(row.getMailRoute()).isEqualTo(MailRoute.LOOKUP_FAILED);
            assertThat(row.getMxLookup()).isEqualTo(Lookup.NO_DATA);
            assertThat(row.getMxLookupFailure().name()).isEqualTo("TIMEOUT");
        }

        @Test
        void aRetryThatSucceedsIsRecordedWithItsNumber() throws Exception {
            zone.with("example.org", RecordType.MX, "10 mx.example.org");

            DomainRow row = domain(work(owner(), new DomainTask("example.org", 3L, 7L, 1)));

            assertThat(row.getMailRoute()).isEqualTo(MailRoute.EXPLICIT_MX);
            assertThat(row.getLookupAttempts()).isEqualTo(2);
        }

        @Test
        void ofOurOwnAreNamedSo() {
            Outcome outcome =
                    owner().localFault(new DomainTask("example.org", 3L, 7L, 0), new IllegalStateException("bug"));

            assertThat(domain(outcome).getMailRoute()).isEqualTo(MailRoute.LOOKUP_FAILED);
            assertThat(domain(outcome).getMxLookupFailure().name()).isEqualTo("LOCAL_FAULT");
            assertThat(outcome.tally()).isEqualTo("LOCAL_FAULT");
        }
    }

    @Nested
    class Policies {
        @Test
        void areRecordedRawAndJudged() throws Exception {
            zone.with("example.org", RecordType.MX, "10 mx.example.org")
                    .with("_mta-sts.example.org", RecordType.TXT, "zz other", "v=STSv1; id=a-b")
                    .with("_smtp._tls.example.org", RecordType.TXT, "v=TLSRPTv1; rua=mailto:a@example.org\u00ff\\");

            DomainRow row = domain(look("example.org"));

            assertThat(row.getMtaStsRecord()).isEqualTo(PolicyRecord.INVALID);
            assertThat(row.getMtaStsTxt()).containsExactly("v=STSv1; id=a-b", "zz other");
            assertThat(row.getMtaStsError()).isEqualTo("BAD_ID");
            assertThat(row.getTlsrptRecord()).isEqualTo(PolicyRecord.INVALID);
            assertThat(row.getTlsrptTxt()).containsExactly("v=TLSRPTv1; rua=mailto:a@example.org\\xff\\x5c");
        }

        @Test
        void thatAreValidHaveNoError() throws Exception {
            zone.with("example.org", RecordType.MX, "10 mx.example.org")
                    .with("_mta-sts.example.org", RecordType.TXT, "v=STSv1; id=1")
                    .with("_smtp._tls.example.org", RecordType.TXT, "v=TLSRPTv1; rua=mailto:a@example.org");

            DomainRow row = domain(look("example.org"));

            assertThat(row.getMtaStsRecord()).isEqualTo(PolicyRecord.VALID);
            assertThat(row.getMtaStsError()).isNull();
            assertThat(row.getTlsrptRecord()).isEqualTo(PolicyRecord.VALID);
        }

        @Test
        void thatCannotBeAskedForAreTriedAgainAndThenUnknown() throws Exception {
            zone.with("example.org", RecordType.MX, "10 mx.example.org")
                    .failing("_mta-sts.example.org", LookupFailure.SERVFAIL);

            assertThat(look("example.org").later()).hasSize(1);
            DomainRow row = domain(work(owner(), new DomainTask("example.org", 3L, 7L, 2)));
            assertThat(row.getMailRoute()).isEqualTo(MailRoute.EXPLICIT_MX);
            assertThat(row.getMtaStsRecord()).isEqualTo(PolicyRecord.LOOKUP_FAILED);
            assertThat(row.getTlsrptRecord()).isEqualTo(PolicyRecord.NONE);
        }

        @Test
        void areLeftOutOnRequest() throws Exception {
            zone.with("example.org", RecordType.MX, "10 mx.example.org");
            RouteSettings without = new RouteSettings(false, Duration.ofMinutes(30), "here", 42);

            DomainRow row = domain(work(owner(without, OptOut.none()), new DomainTask("example.org", 3L, 7L, 0)));

            assertThat(row.getMtaStsRecord()).isEqualTo(PolicyRecord.NOT_ASKED);
            assertThat(resolver.asked()).extracting(DnsQuestion::type).containsExactly(RecordType.MX);
        }

        @Test
        void ofANameTooLongToCarryThemDoNotExist() throws Exception {
            String longest = ("a".repeat(62) + ".").repeat(3) + "a".repeat(60) + ".b";
            zone.with(longest, RecordType.MX, "10 mx.example.org");

            DomainRow row = domain(look(longest));

            assertThat(row.getMtaStsRecord()).isEqualTo(PolicyRecord.NONE);
            assertThat(resolver.asked()).hasSize(1);
        }

        @Test
        void areKeptUpToTheLimitsAndNoFurther() throws Exception {
            zone.with("example.org", RecordType.MX, "10 mx.example.org")
                    .with(
                            "_mta-sts.example.org",
                            RecordType.TXT,
                            "x".repeat(1_024),
                            "y".repeat(1_025),
                            "z".repeat(1_022) + "\u0001");
            for (int i = 0; i < 7; i++) {
                zone.with("_mta-sts.example.org", RecordType.TXT, "n" + i);
            }
            for (int i = 0; i < 11; i++) {
                zone.with("_smtp._tls.example.org", RecordType.TXT, "n" + i);
            }

            DomainRow row = domain(look("example.org"));

            assertThat(row.getMtaStsTxt())
                    .hasSize(10)
                    .contains("x".repeat(1_024), "y".repeat(1_024), "z".repeat(1_022));
            assertThat(row.getTlsrptTxt()).hasSize(10);
        }
    }

    @Nested
    class Ownership {
        private final DomainTask task = new DomainTask("www.example.co.uk", 3L, 7L, 0);

        @Test
        void aDomainIsLookedUpOnce() {
            Owner<DomainTask> owner = owner();

            assertThat(owner.admit(task, Owner.Origin.WORK).kind()).isEqualTo(Admission.Kind.START);
            assertThat(owner.admit(task, Owner.Origin.WORK).kind()).isEqualTo(Admission.Kind.DUPLICATE);
            assertThat(owner.admit(task, Owner.Origin.WAITING).kind()).isEqualTo(Admission.Kind.START);
        }

        @Test
        void theNextOwnerKnowsWhatTheLastOneRecorded() {
            Owner<DomainTask> owner = owner();

            owner.recall(task);

            assertThat(owner.admit(task, Owner.Origin.WORK).kind()).isEqualTo(Admission.Kind.DUPLICATE);
        }

        @Test
        void aTaskTakenUpAgainTakesItsKey() {
            Owner<DomainTask> owner = owner();

            assertThat(owner.admit(task, Owner.Origin.WAITING).kind()).isEqualTo(Admission.Kind.START);
            assertThat(owner.admit(task, Owner.Origin.WORK).kind()).isEqualTo(Admission.Kind.DUPLICATE);
        }

        @Test
        void whoOptedOutIsRecordedWithoutAQuestion() {
            Owner<DomainTask> owner = owner(SETTINGS, OptOut.parse(List.of("example.co.uk")));

            Admission admission = owner.admit(task, Owner.Origin.WORK);

            Outcome outcome = ((Admission.Record) admission).outcome();
            DomainRow row = domain(outcome);
            assertThat(row.getMailRoute()).isEqualTo(MailRoute.SKIPPED);
            assertThat(row.getSkipReason()).isEqualTo(SkipReason.OPTED_OUT);
            assertThat(row.getMxLookup()).isEqualTo(Lookup.NOT_ASKED);
            assertThat(row.getMtaStsRecord()).isEqualTo(PolicyRecord.NOT_ASKED);
            assertThat(row.getLookupAttempts()).isZero();
            assertThat(outcome.tally()).isEqualTo("OPTED_OUT");
            assertThat(resolver.asked()).isEmpty();
        }

        @Test
        void hostsThatOptedOutAreHandedOnToBeRecordedThere() throws Exception {
            zone.with("example.org", RecordType.MX, "10 mx.example.net");

            Outcome outcome = work(
                    owner(SETTINGS, OptOut.parse(List.of("example.net"))), new DomainTask("example.org", 3L, 7L, 0));

            assertThat(outcome.next()).containsExactly(host("mx.example.net"));
        }

        @Test
        void aHostIsPassedOnWithTheFirstDomainThatNamesIt() throws Exception {
            zone.with("one.example", RecordType.MX, "10 mx.example.net")
                    .with("two.example", RecordType.MX, "10 mx.example.net", "20 b.example.net");
            Owner<DomainTask> owner = owner();

            assertThat(settled(owner, "one.example")).containsExactly(host("mx.example.net"));
            assertThat(settled(owner, "two.example")).containsExactly(host("b.example.net"));
            assertThat(settled(owner(), "two.example")).containsExactly(host("mx.example.net"), host("b.example.net"));
        }

        @Test
        void hostsAreForgottenAtTheLimitAndPassedOnOnceMore() throws Exception {
            zone.with("one.example", RecordType.MX, "10 mx.example.net");
            Owner<DomainTask> owner = owner();
            settled(owner, "one.example");
            Outcome.Builder many = Outcome.counted("EXPLICIT_MX");
            for (int i = 1; i < RouteOwner.MAX_HOSTS_REMEMBERED; i++) {
                many.next(WorkTopic.HOSTS, "mx" + i, new HostTask("mx" + i, 0, EndpointKind.MAIL, null));
            }

            assertThat(owner.settle(task, many.build()).next()).hasSize(RouteOwner.MAX_HOSTS_REMEMBERED - 1);

            assertThat(settled(owner, "one.example")).containsExactly(host("mx.example.net"));
        }

        private List<Outcome.Next> settled(Owner<DomainTask> owner, String domain) throws Exception {
            DomainTask one = new DomainTask(domain, 3L, 7L, 0);
            return owner.settle(one, work(owner, one)).next();
        }

        @Test
        void theRowKeepsWhatTheListSaid() throws Exception {
            zone.with("www.example.co.uk", RecordType.MX, "10 mx.example.org");

            DomainRow row = domain(work(owner(), task));

            assertThat(row.getRank()).isEqualTo(3);
            assertThat(row.getLineNumber()).isEqualTo(7);
            assertThat(row.getTld()).isEqualTo("uk");
            assertThat(row.getRegistrableDomain()).isEqualTo("example.co.uk");
            assertThat(row.getObservedAt()).isEqualTo(NOW);
            assertThat(row.getVantage()).isEqualTo("here");
            assertThat(row.getMxSecurity()).isEqualTo(Security.INSECURE);
            assertThat(row.getLookupAttempts()).isEqualTo(1);
        }

        @Test
        void aPublicSuffixHasNoRegistrableDomain() throws Exception {
            assertThat(domain(look("co.uk")).getRegistrableDomain()).isNull();
            assertThat(domain(look("xn--55qx5d.cn")).getRegistrableDomain()).isNull();
        }

        @Test
        void anUnknownTopLevelDomainRegistersAtItsSecondLevel() throws Exception {
            assertThat(domain(look("www.shop.invalidtld")).getRegistrableDomain())
                    .isEqualTo("shop.invalidtld");
        }
    }

    private static Outcome.Next host(String name) {
        return new Outcome.Next(WorkTopic.HOSTS, name, new HostTask(name, 0, EndpointKind.MAIL, null));
    }
}
