package org.starttls.census.crawler.contact;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet4Address;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.starttls.census.crawler.conduct.AddressPolicy;
import org.starttls.census.crawler.conduct.OptOut;
import org.starttls.census.crawler.probe.ProbeMeter;
import org.starttls.census.crawler.probe.ProbeObservation;
import org.starttls.census.crawler.probe.ProbeTarget;
import org.starttls.census.crawler.probe.dialogue.DialogueStage;
import org.starttls.census.crawler.probe.dialogue.Ending;
import org.starttls.census.crawler.probe.dialogue.SmtpEvidence;
import org.starttls.census.crawler.probe.dialogue.SmtpReply;
import org.starttls.census.crawler.probe.dialogue.TlsAlert;
import org.starttls.census.crawler.probe.dialogue.Transcript;
import org.starttls.census.crawler.probe.dialogue.Tri;
import org.starttls.census.crawler.probe.tls.TlsEvidence;
import org.starttls.census.crawler.record.ProbeCodec;
import org.starttls.census.crawler.stream.Admission;
import org.starttls.census.crawler.stream.Outcome;
import org.starttls.census.crawler.stream.Owner;
import org.starttls.census.crawler.stream.Owner.Origin;
import org.starttls.census.schemas.EndpointKind;
import org.starttls.census.schemas.EndpointTask;
import org.starttls.census.schemas.ProbeRow;
import org.starttls.census.schemas.Purpose;
import org.starttls.census.schemas.SkipReason;

class ProbeStageTest {
    private static final ContactSettings.FollowUps FOLLOW_UPS =
            new ContactSettings.FollowUps(2, 2, Duration.ofMinutes(40));
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final Ending REFUSED =
            new Ending.Unreachable(org.starttls.census.crawler.probe.dialogue.NetworkCause.CONNECTION_REFUSED);

    private final List<ProbeTarget> contacts = new ArrayList<>();
    private Ending answer = new Ending.Skipped(org.starttls.census.crawler.probe.dialogue.SkipReason.TAINTED);
    private static final SmtpEvidence NO_EHLO = SmtpEvidence.NONE;
    private static final SmtpEvidence OFFERS_NONE = new SmtpEvidence(
            Optional.empty(),
            Optional.of(new SmtpReply(250, List.of("mx.example", "SIZE 1000"))),
            Optional.empty(),
            SmtpEvidence.Blind.NOT_SENT,
            Optional.empty(),
            Optional.empty(),
            Set.of());

    private final List<Duration> delays = new ArrayList<>();
    private ProbeObservation seen;
    private long nanos = 1;

    private Owner<EndpointTask> owner(ContactSettings settings, OptOut optOut) {
        ContactRules rules = new ContactRules(AddressPolicy.internet(), optOut, Inet4Address.class::isInstance);
        return new ProbeStage(
                        settings,
                        rules,
                        target -> {
                            contacts.add(target);
                            return CompletableFuture.completedFuture(
                                    seen != null ? seen : ProbeObservation.withoutContact(target, NOW, answer));
                        },
                        new ProbeCodec("c", "v", "scanner.example"),
                        new ProbeStage.Clocks(Clock.fixed(NOW, ZoneOffset.UTC), () -> nanos),
                        7)
                .own(0);
    }

    private Owner<EndpointTask> owner(int budget, Duration spacing) {
        return owner(new ContactSettings(25, budget, spacing, Duration.ofMinutes(30), 2, FOLLOW_UPS), OptOut.none());
    }

    private static EndpointTask first(String host, String address) {
        return new EndpointTask(host, address, Purpose.FIRST, 1, EndpointKind.MAIL, null, null);
    }

    private static Outcome outcome(Owner<EndpointTask> owner, EndpointTask task) {
        Outcome outcome = owner.work(task).toCompletableFuture().join();
        owner.done(task);
        return outcome;
    }

    private static SkipReason skipped(Admission admission) {
        Outcome outcome = ((Admission.Record) admission).outcome();
        ProbeRow row = (ProbeRow) outcome.rows().get(0).row();
        assertThat(row.getAttempt()).isZero();
        return row.getSkipReason();
    }

    @Test
    void holdsASecondNameWhileTheAddressIsBusy() {
        Owner<EndpointTask> owner = owner(20, Duration.ZERO);
        EndpointTask one = first("a.example", "1.1.1.1");
        EndpointTask two = first("b.example", "1.1.1.1");

        assertThat(owner.admit(one, Origin.WORK).kind()).isEqualTo(Admission.Kind.START);
        assertThat(owner.admit(two, Origin.WORK).kind()).isEqualTo(Admission.Kind.HOLD);
        outcome(owner, one);
        assertThat(owner.admit(two, Origin.WORK).kind()).isEqualTo(Admission.Kind.START);
    }

    @Test
    void spacesTheContactsOfAnAddress() {
        Owner<EndpointTask> owner = owner(20, Duration.ofSeconds(10));
        owner.admit(first("a.example", "1.1.1.1"), Origin.WORK);
        outcome(owner, first("a.example", "1.1.1.1"));

        assertThat(owner.admit(first("b.example", "1.1.1.1"), Origin.WORK).kind())
                .isEqualTo(Admission.Kind.HOLD);
        nanos += Duration.ofSeconds(10).toNanos();
        assertThat(owner.admit(first("b.example", "1.1.1.1"), Origin.WORK).kind())
                .isEqualTo(Admission.Kind.START);
    }

    @Test
    void sendsATaskToWaitWhenThePauseIsLong() {
        Owner<EndpointTask> owner = owner(20, Duration.ofSeconds(31));
        owner.admit(first("a.example", "1.1.1.1"), Origin.WORK);
        outcome(owner, first("a.example", "1.1.1.1"));

        assertThat(owner.admit(first("b.example", "1.1.1.1"), Origin.WORK).kind())
                .isEqualTo(Admission.Kind.WAIT);
    }

    @Test
    void turnsNamesAwayOnceTheAddressHasHadItsContacts() {
        Owner<EndpointTask> owner = owner(2, Duration.ZERO);
        for (String host : List.of("a.example", "b.example")) {
            assertThat(owner.admit(first(host, "1.1.1.1"), Origin.WORK).kind()).isEqualTo(Admission.Kind.START);
            outcome(owner, first(host, "1.1.1.1"));
        }

        assertThat(skipped(owner.admit(first("c.example", "1.1.1.1"), Origin.WORK)))
                .isEqualTo(SkipReason.FAN_IN);
        assertThat(owner.admit(first("c.example", "1.1.1.2"), Origin.WORK).kind())
                .isEqualTo(Admission.Kind.START);
    }

    /** A reflector: whoever owns many domains sends them all to the address of a third party. */
    @Test
    void bringsAnAddressTwentyContactsTenSecondsApartFromAHundredThousandNames() {
        Owner<EndpointTask> owner = owner(20, Duration.ofSeconds(10));
        int skipped = 0;
        for (int i = 0; i < 100_000; i++) {
            EndpointTask task = first("mx" + i + ".example", "1.1.1.1");
            Admission admission = owner.admit(task, Origin.WORK);
            if (admission.kind() == Admission.Kind.HOLD) {
                nanos += Duration.ofSeconds(10).toNanos();
                admission = owner.admit(task, Origin.WORK);
            }
            if (admission.kind() == Admission.Kind.START) {
                outcome(owner, task);
                assertThat(owner.admit(first("soon" + i + ".example", "1.1.1.1"), Origin.WORK)
                                .kind())
                        .isIn(Admission.Kind.HOLD, Admission.Kind.RECORD);
            } else {
                assertThat(skipped(admission)).isEqualTo(SkipReason.FAN_IN);
                skipped++;
            }
        }

        assertThat(contacts).hasSize(20);
        assertThat(skipped).isEqualTo(99_980);
    }

    @Test
    void remembersContactsThatAnEarlierOwnerMade() {
        Owner<EndpointTask> earlier = owner(2, Duration.ZERO);
        Owner<EndpointTask> later = owner(2, Duration.ZERO);
        for (String host : List.of("a.example", "b.example")) {
            earlier.admit(first(host, "1.1.1.1"), Origin.WORK);
            outcome(earlier, first(host, "1.1.1.1")).notes().forEach(later::recallNote);
            later.recall(first(host, "1.1.1.1"));
        }

        assertThat(later.admit(first("a.example", "1.1.1.1"), Origin.WORK).kind())
                .isEqualTo(Admission.Kind.DUPLICATE);
        assertThat(skipped(later.admit(first("c.example", "1.1.1.1"), Origin.WORK)))
                .isEqualTo(SkipReason.FAN_IN);
    }

    @Test
    void countsTheSameEndpointForTheSameNameOnce() {
        Owner<EndpointTask> owner = owner(20, Duration.ZERO);
        owner.admit(first("a.example", "1.1.1.1"), Origin.WORK);

        assertThat(owner.admit(first("a.example", "1.1.1.1"), Origin.WORK).kind())
                .isEqualTo(Admission.Kind.DUPLICATE);
    }

    @Test
    void neverContactsSpecialPurposeAddressesOptedOutHostsAndPrefixesOrFamiliesWithoutARoute() {
        OptOut optOut = OptOut.parse(List.of("out.example", "8.8.8.0/24"));
        Owner<EndpointTask> owner =
                owner(new ContactSettings(25, 20, Duration.ZERO, Duration.ofMinutes(30), 2, FOLLOW_UPS), optOut);

        assertThat(skipped(owner.admit(first("a.example", "10.0.0.1"), Origin.WORK)))
                .isEqualTo(SkipReason.SPECIAL_PURPOSE);
        assertThat(skipped(owner.admit(first("mx.out.example", "9.9.9.9"), Origin.WORK)))
                .isEqualTo(SkipReason.OPTED_OUT);
        assertThat(skipped(owner.admit(first("a.example", "8.8.8.8"), Origin.WORK)))
                .isEqualTo(SkipReason.OPTED_OUT);
        assertThat(skipped(owner.admit(first("a.example", "2607:f8b0::1"), Origin.WORK)))
                .isEqualTo(SkipReason.FAMILY_UNAVAILABLE);
        assertThat(contacts).isEmpty();
    }

    @Test
    void retriesATransientFailureTwiceAndThenLetsItStand() {
        Owner<EndpointTask> owner = owner(20, Duration.ZERO);
        answer = REFUSED;
        EndpointTask task = first("a.example", "1.1.1.1");
        owner.admit(task, Origin.WORK);

        Outcome one = outcome(owner, task);
        EndpointTask retry = (EndpointTask) one.later().get(0).task();
        assertThat(one.later().get(0).atLeast()).isEqualTo(Duration.ofMinutes(30));
        owner.admit(retry, Origin.WAITING);
        EndpointTask again = (EndpointTask) outcome(owner, retry).later().get(0).task();
        owner.admit(again, Origin.WAITING);

        assertThat(outcome(owner, again).later()).isEmpty();
        assertThat(contacts).extracting(ProbeTarget::attempt).containsExactly(1, 1, 2);
    }

    @Test
    void comesOnceMoreWithOldProtocolsAfterAFailedHandshake() {
        seen = observation(
                DialogueStage.HANDSHAKE, new Ending.Alerted(new TlsAlert(40, TlsAlert.Sender.PEER)), NO_EHLO);
        Owner<EndpointTask> owner = owner(20, Duration.ofSeconds(10));
        EndpointTask task = first("a.example", "1.1.1.1");
        owner.admit(task, Origin.WORK);

        Outcome.Later next = outcome(owner, task).later().get(0);

        EndpointTask legacy = (EndpointTask) next.task();
        assertThat(legacy)
                .isEqualTo(
                        new EndpointTask("a.example", "1.1.1.1", Purpose.LEGACY_TLS, 1, EndpointKind.MAIL, null, null));
        nanos += Duration.ofSeconds(10).toNanos();
        assertThat(owner.admit(legacy, Origin.WAITING).kind()).isEqualTo(Admission.Kind.START);
        assertThat(outcome(owner, legacy).later()).isEmpty();
    }

    @Test
    void comesAgainWithSsl3AloneToAServerThatChoseIt() {
        seen = failedHandshake("SSLv3");
        Owner<EndpointTask> owner = owner(20, Duration.ZERO);

        assertThat(purposesOfAll(owner)).containsExactly(Purpose.FIRST, Purpose.LEGACY_TLS, Purpose.LEGACY_TLS);
        assertThat(contacts).extracting(ProbeTarget::attempt).containsExactly(1, 1, 2);
    }

    @Test
    void leavesAServerAloneThatFailsWithOldProtocolsToo() {
        seen = failedHandshake("TLSv1");
        Owner<EndpointTask> owner = owner(20, Duration.ZERO);

        assertThat(purposesOfAll(owner)).containsExactly(Purpose.FIRST, Purpose.LEGACY_TLS);
    }

    private static ProbeObservation failedHandshake(String version) {
        ProbeObservation plain = observation(
                DialogueStage.HANDSHAKE, new Ending.Alerted(new TlsAlert(20, TlsAlert.Sender.PEER)), NO_EHLO);
        TlsEvidence.Negotiated chosen =
                new TlsEvidence.Negotiated(Optional.of(version), Optional.empty(), Optional.empty(), Optional.empty());
        return new ProbeObservation(
                plain.target(),
                plain.startedAt(),
                plain.stage(),
                plain.ending(),
                plain.smtp(),
                Optional.of(new TlsEvidence("JDK", chosen, List.of(), Optional.empty(), Tri.UNKNOWN)),
                plain.meter(),
                plain.transcript());
    }

    @Test
    void triesAHandshakeThatWasCutOffAgainBeforeItComesWithOldProtocols() {
        seen = observation(DialogueStage.HANDSHAKE, new Ending.TimedOut(Duration.ofSeconds(5)), NO_EHLO);
        Owner<EndpointTask> owner = owner(20, Duration.ZERO);

        assertThat(purposesOfAll(owner))
                .containsExactly(Purpose.FIRST, Purpose.RETRY, Purpose.RETRY, Purpose.LEGACY_TLS);
    }

    @Test
    void samplesAHostThatOffersNoneTwiceMore() {
        seen = observation(DialogueStage.EHLO, new Ending.NotOffered(), OFFERS_NONE);
        Owner<EndpointTask> owner = owner(20, Duration.ZERO);

        assertThat(purposesOfAll(owner)).containsExactly(Purpose.FIRST, Purpose.SAMPLE, Purpose.SAMPLE);
        assertThat(delays).containsOnly(Duration.ofMinutes(40));
    }

    @Test
    void samplesNoHostThatKnowsHeloOnly() {
        seen = observation(DialogueStage.EHLO, new Ending.NotOffered(), NO_EHLO);

        assertThat(purposesOfAll(owner(20, Duration.ZERO))).containsExactly(Purpose.FIRST);
    }

    /** One endpoint to its end. */
    private List<Purpose> purposesOfAll(Owner<EndpointTask> owner) {
        List<Purpose> purposes = new ArrayList<>();
        EndpointTask task = first("a.example", "1.1.1.1");
        Origin origin = Origin.WORK;
        while (true) {
            assertThat(owner.admit(task, origin).kind()).isEqualTo(Admission.Kind.START);
            purposes.add(task.getPurpose());
            List<Outcome.Later> later = outcome(owner, task).later();
            if (later.isEmpty()) {
                return purposes;
            }
            task = (EndpointTask) later.get(0).task();
            delays.add(later.get(0).atLeast());
            origin = Origin.WAITING;
        }
    }

    private static ProbeObservation observation(DialogueStage stage, Ending ending, SmtpEvidence smtp) {
        return new ProbeObservation(
                new ProbeTarget("a.example", "1.1.1.1", 25, org.starttls.census.crawler.probe.Purpose.FIRST, 1),
                NOW,
                stage,
                ending,
                smtp,
                Optional.empty(),
                ProbeMeter.ZERO,
                Transcript.EMPTY);
    }

    @Test
    void makesNoRetryBeyondTheContactsOfTheAddress() {
        Owner<EndpointTask> owner = owner(1, Duration.ZERO);
        answer = REFUSED;
        EndpointTask task = first("a.example", "1.1.1.1");
        owner.admit(task, Origin.WORK);
        EndpointTask retry = (EndpointTask) outcome(owner, task).later().get(0).task();

        Admission admission = owner.admit(retry, Origin.WAITING);

        assertThat(((Admission.Record) admission).outcome().rows()).isEmpty();
    }

    @Test
    void takesA5yzReplyForAnAnswerAndA4yzForAFailure() {
        assertThat(ProbeOwner.isTransient(new Ending.Rejected(new SmtpReply(421, List.of("busy")))))
                .isTrue();
        assertThat(ProbeOwner.isTransient(new Ending.Rejected(new SmtpReply(554, List.of("no")))))
                .isFalse();
        assertThat(ProbeOwner.isTransient(new Ending.NotOffered())).isFalse();
    }

    @Test
    void recordsAFaultOfOursWithoutCallingItThePeers() {
        Owner<EndpointTask> owner = owner(20, Duration.ZERO);
        EndpointTask task = first("a.example", "1.1.1.1");
        owner.admit(task, Origin.WORK);

        ProbeRow row = (ProbeRow) owner.localFault(task, new IllegalStateException())
                .rows()
                .get(0)
                .row();

        assertThat(row.getEnding()).isEqualTo(org.starttls.census.schemas.Ending.LOCAL_FAULT);
        assertThat(row.getLocalFault()).isEqualTo("java.lang.IllegalStateException");
    }

    @Test
    void keepsItsPromisesUnderAnyInterleaving() {
        for (int seed = 0; seed < 50; seed++) {
            contacts.clear();
            Owner<EndpointTask> owner = owner(5, Duration.ZERO);
            Random random = new Random(seed);
            Deque<EndpointTask> offered = new ArrayDeque<>();
            for (int i = 0; i < 60; i++) {
                offered.add(first("h" + i + ".example", "1.1.1." + random.nextInt(4)));
            }
            List<EndpointTask> working = new ArrayList<>();
            int turnedAway = 0;
            while (!offered.isEmpty() || !working.isEmpty()) {
                if (!working.isEmpty() && (offered.isEmpty() || random.nextBoolean())) {
                    outcome(owner, working.remove(random.nextInt(working.size())));
                    continue;
                }
                EndpointTask task = offered.poll();
                switch (owner.admit(task, Origin.WORK).kind()) {
                    case START -> working.add(task);
                    case HOLD -> offered.add(task);
                    case RECORD -> turnedAway++;
                    case WAIT, DUPLICATE -> throw new AssertionError(task);
                }
                assertThat(working).extracting(EndpointTask::getAddress).doesNotHaveDuplicates();
            }
            assertThat(contacts).hasSize(20);
            assertThat(turnedAway).isEqualTo(40);
        }
    }
}
