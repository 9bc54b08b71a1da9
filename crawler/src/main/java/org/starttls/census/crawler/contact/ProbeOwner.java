package org.starttls.census.crawler.contact;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.apache.avro.specific.SpecificRecord;
import org.starttls.census.crawler.dns.NameSet;
import org.starttls.census.crawler.probe.ProbeObservation;
import org.starttls.census.crawler.probe.ProbeTarget;
import org.starttls.census.crawler.probe.Prober;
import org.starttls.census.crawler.probe.Purpose;
import org.starttls.census.crawler.probe.dialogue.DialogueStage;
import org.starttls.census.crawler.probe.dialogue.Ending;
import org.starttls.census.crawler.probe.dialogue.SkipReason;
import org.starttls.census.crawler.probe.dialogue.Tri;
import org.starttls.census.crawler.record.ProbeCodec;
import org.starttls.census.crawler.stream.Admission;
import org.starttls.census.crawler.stream.Outcome;
import org.starttls.census.crawler.stream.Owner;
import org.starttls.census.schemas.CertificateTask;
import org.starttls.census.schemas.ContactNote;
import org.starttls.census.schemas.EndpointKind;
import org.starttls.census.schemas.EndpointTask;
import org.starttls.census.schemas.ProbeCertificateRow;
import org.starttls.census.schemas.Table;
import org.starttls.census.schemas.WorkTopic;

/**
 * Owns the endpoints of some network prefixes.
 *
 * <p>A FIRST contact beyond the address's contacts is recorded as skipped, FAN_IN; a RETRY beyond them is not made, and
 * the word of the contact before it stands. On an address whose contacts all succeed, no retry competes with a name, so
 * the number of names turned away does not depend on timing.
 */
final class ProbeOwner implements Owner<EndpointTask> {
    /** A pause longer than this is spent in a waiting topic, not in memory. */
    private static final Duration LONGEST_HOLD = Duration.ofSeconds(30);
    /** Certificates remembered as already passed on; beyond it all are forgotten. Chosen: 64 digits each, some MiB. */
    private static final int MAX_CERTIFICATES_REMEMBERED = 20_000;

    private final ContactSettings settings;
    private final ContactRules rules;
    private final Prober prober;
    private final ProbeCodec codec;
    private final ProbeStage.Clocks clocks;

    private final NameSet seen;
    private final Set<String> held = new HashSet<>();
    private final AddressBook addresses = new AddressBook();
    private final Set<String> certificatesPassedOn = new HashSet<>();

    ProbeOwner(
            ContactSettings settings,
            ContactRules rules,
            Prober prober,
            ProbeCodec codec,
            ProbeStage.Clocks clocks,
            long fingerprintSeed) {
        this.settings = settings;
        this.rules = rules;
        this.prober = prober;
        this.codec = codec;
        this.clocks = clocks;
        this.seen = new NameSet(fingerprintSeed);
    }

    @Override
    public void recall(EndpointTask task) {
        seen.add(key(task));
    }

    @Override
    public void recallNote(SpecificRecord note) {
        ContactNote contact = (ContactNote) note;
        addresses.recall(
                contact.getAddress(),
                clocks.nanos().getAsLong() + settings.spacing().toNanos());
    }

    @Override
    public Admission admit(EndpointTask task, Origin origin) {
        boolean known = origin == Origin.WAITING || held.contains(key(task));
        if (!known && !seen.add(key(task))) {
            return new Admission.Duplicate();
        }
        Admission admission = admitOnce(task);
        if (admission.kind() == Admission.Kind.HOLD) {
            held.add(key(task));
        } else {
            held.remove(key(task));
        }
        return admission;
    }

    private Admission admitOnce(EndpointTask task) {
        Optional<SkipReason> refusal = rules.refusal(task.getMxHost(), literal(task.getAddress()));
        if (refusal.isPresent()) {
            return notContacted(task, refusal.get());
        }
        if (addresses.contacts(task.getAddress()) >= settings.contactsPerAddress()) {
            return notContacted(task, SkipReason.FAN_IN);
        }
        if (addresses.isBusy(task.getAddress())) {
            return new Admission.Hold();
        }
        long waitNanos = addresses.waitNanos(task.getAddress(), clocks.nanos().getAsLong());
        if (waitNanos > 0) {
            Duration wait = Duration.ofNanos(waitNanos);
            return wait.compareTo(LONGEST_HOLD) > 0 ? new Admission.Wait(wait) : new Admission.Hold();
        }
        addresses.begin(task.getAddress());
        return new Admission.Start();
    }

    private Admission notContacted(EndpointTask task, SkipReason reason) {
        if (task.getPurpose() != org.starttls.census.schemas.Purpose.FIRST) {
            return new Admission.Record(
                    Outcome.counted(task.getPurpose() + "_NOT_MADE").build());
        }
        ProbeTarget target = new ProbeTarget(task.getMxHost(), task.getAddress(), settings.port(), Purpose.FIRST, 0);
        ProbeObservation nothing =
                ProbeObservation.withoutContact(target, clocks.wall().instant(), new Ending.Skipped(reason));
        return new Admission.Record(Outcome.counted(reason.name())
                .row(Table.PROBES, codec.row(nothing))
                .build());
    }

    @Override
    public CompletionStage<Outcome> work(EndpointTask task) {
        return prober.probe(target(task)).thenApply(observation -> outcome(task, observation));
    }

    /** Called on the prober's thread: touches no state of the owner. */
    private Outcome outcome(EndpointTask task, ProbeObservation observation) {
        Outcome.Builder outcome = Outcome.counted(observation.ending().kind().name())
                .row(Table.PROBES, codec.row(observation))
                .note(note(task));
        for (ProbeCertificateRow row : codec.certificateRows(observation)) {
            outcome.row(Table.PROBE_CERTIFICATES, row);
        }
        for (CertificateTask certificate : codec.certificateTasks(observation)) {
            outcome.next(WorkTopic.CERTIFICATES, certificate.getSha256(), certificate);
        }
        followUp(task, observation).ifPresent(next -> outcome.later(next.atLeast(), next.task()));
        return outcome.build();
    }

    /** Spares the certificate stage what it has had. Forgetting costs a duplicate, nothing else. */
    @Override
    public Outcome settle(EndpointTask task, Outcome outcome) {
        if (certificatesPassedOn.size() >= MAX_CERTIFICATES_REMEMBERED) {
            certificatesPassedOn.clear();
        }
        return outcome.withNext(outcome.next().stream()
                .filter(next -> next.topic() != WorkTopic.CERTIFICATES || certificatesPassedOn.add(next.key()))
                .toList());
    }

    /** The one contact that this one calls for: a retry first, and when the word of the endpoint is said, what adds to it. */
    private Optional<Outcome.Later> followUp(EndpointTask task, ProbeObservation observation) {
        int made = task.getAttempt();
        return switch (task.getPurpose()) {
            case FIRST -> afterWord(task, observation, 0);
            case RETRY -> afterWord(task, observation, made);
            case SAMPLE ->
                made < settings.followUps().samples() ? Optional.of(sample(task, made + 1)) : Optional.empty();
            case LEGACY_TLS ->
                made < settings.followUps().legacyTls() && hasFailedHandshake(observation) && choseSsl3(observation)
                        ? Optional.of(legacy(task, made + 1))
                        : Optional.empty();
            case SECOND_CERTIFICATE -> Optional.empty();
        };
    }

    private Optional<Outcome.Later> afterWord(EndpointTask task, ProbeObservation observation, int retriesMade) {
        if (retriesMade < settings.retries() && isTransient(observation.ending())) {
            return Optional.of(new Outcome.Later(
                    settings.retryDelay(), again(task, org.starttls.census.schemas.Purpose.RETRY, retriesMade + 1)));
        }
        if (hasFailedHandshake(observation) && settings.followUps().legacyTls() > 0) {
            return Optional.of(legacy(task, 1));
        }
        boolean offersNone =
                observation.smtp().ehlo().isPresent() && observation.smtp().offered() == Tri.NO;
        return offersNone && settings.followUps().samples() > 0 ? Optional.of(sample(task, 1)) : Optional.empty();
    }

    private Outcome.Later legacy(EndpointTask task, int number) {
        return new Outcome.Later(
                settings.spacing(), again(task, org.starttls.census.schemas.Purpose.LEGACY_TLS, number));
    }

    private static boolean choseSsl3(ProbeObservation observation) {
        return observation
                .tls()
                .flatMap(tls -> tls.negotiated().version())
                .filter("SSLv3"::equals)
                .isPresent();
    }

    private Outcome.Later sample(EndpointTask task, int number) {
        return new Outcome.Later(
                settings.followUps().sampleDelay(), again(task, org.starttls.census.schemas.Purpose.SAMPLE, number));
    }

    private static EndpointTask again(EndpointTask task, org.starttls.census.schemas.Purpose purpose, int attempt) {
        return new EndpointTask(task.getMxHost(), task.getAddress(), purpose, attempt, EndpointKind.MAIL, null, null);
    }

    /** Whether TLS was begun and did not come about, for whatever reason of the peer's. */
    private static boolean hasFailedHandshake(ProbeObservation observation) {
        return observation.stage() == DialogueStage.HANDSHAKE
                && observation.ending().kind() != Ending.Kind.LOCAL_FAULT;
    }

    /** Whether the same contact may come to something else later. A 5yz reply is an answer. Source: RFC 5321 s4.2.1. */
    static boolean isTransient(Ending ending) {
        return switch (ending.kind()) {
            case TIMED_OUT, DISCONNECTED, UNREACHABLE -> true;
            case REJECTED -> ((Ending.Rejected) ending).reply().isTransientRefusal();
            case COMPLETED, NOT_OFFERED, MISBEHAVED, ALERTED, SKIPPED, LOCAL_FAULT -> false;
        };
    }

    @Override
    public Outcome localFault(EndpointTask task, Throwable fault) {
        ProbeObservation nothing = ProbeObservation.withoutContact(
                target(task),
                clocks.wall().instant(),
                new Ending.LocalFault(fault.getClass().getName()));
        return Outcome.counted(Ending.Kind.LOCAL_FAULT.name())
                .row(Table.PROBES, codec.row(nothing))
                .note(note(task))
                .build();
    }

    @Override
    public void done(EndpointTask task) {
        addresses.end(
                task.getAddress(),
                clocks.nanos().getAsLong() + settings.spacing().toNanos());
    }

    private ProbeTarget target(EndpointTask task) {
        return new ProbeTarget(
                task.getMxHost(),
                task.getAddress(),
                settings.port(),
                Purpose.valueOf(task.getPurpose().name()),
                task.getAttempt());
    }

    private static ContactNote note(EndpointTask task) {
        return new ContactNote(task.getAddress(), task.getMxHost(), task.getPurpose());
    }

    private static String key(EndpointTask task) {
        return task.getMxHost() + "\n" + task.getAddress();
    }

    /** The address stage one wrote; it is a literal, so nothing is looked up. */
    private static InetAddress literal(String address) {
        try {
            return InetAddress.getByName(address);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("no literal address: " + address, e);
        }
    }
}
