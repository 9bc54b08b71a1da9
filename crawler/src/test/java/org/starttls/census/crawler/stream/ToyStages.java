package org.starttls.census.crawler.stream;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.starttls.census.schemas.ContactNote;
import org.starttls.census.schemas.DomainMxRow;
import org.starttls.census.schemas.DomainTask;
import org.starttls.census.schemas.EndpointKind;
import org.starttls.census.schemas.HostTask;
import org.starttls.census.schemas.ProbeCertificateRow;
import org.starttls.census.schemas.Purpose;
import org.starttls.census.schemas.Table;
import org.starttls.census.schemas.WorkTopic;

/**
 * Two stages with everything that real ones do: duplicates, follow-ups, holding, waiting, skipping, faults, notes. What
 * they write depends on their tasks alone, not on the order or on who died.
 */
final class ToyStages implements AutoCloseable {
    static final int HOSTS = 150;

    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(2);

    Stage<DomainTask> domains() {
        return new Domains();
    }

    Stage<HostTask> hosts() {
        return new Hosts();
    }

    static String hostOf(String domain) {
        return "mx" + Math.floorMod(domain.hashCode(), HOSTS) + ".example";
    }

    /** Every seventh domain answers at the second lookup only. */
    static boolean isSlow(String domain) {
        return domain.hashCode() % 7 == 0;
    }

    /** Every eleventh is skipped, every thirteenth meets a bug. */
    static boolean isSkipped(String domain) {
        return domain.hashCode() % 11 == 0;
    }

    static boolean isFaulty(String domain) {
        return domain.hashCode() % 13 == 0;
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    private final class Domains implements Stage<DomainTask> {
        @Override
        public WorkTopic input() {
            return WorkTopic.DOMAINS;
        }

        @Override
        public Class<DomainTask> taskType() {
            return DomainTask.class;
        }

        @Override
        public Owner<DomainTask> own(int partition) {
            return new DomainOwner();
        }
    }

    private final class DomainOwner implements Owner<DomainTask> {
        private final Set<String> known = new HashSet<>();

        @Override
        public void recall(DomainTask task) {
            known.add(task.getDomain());
        }

        @Override
        public void recallNote(SpecificRecord note) {
            throw new IllegalStateException("no notes here");
        }

        @Override
        public Admission admit(DomainTask task, Origin origin) {
            boolean isNew = known.add(task.getDomain());
            if (origin == Origin.WORK && !isNew) {
                return new Admission.Duplicate();
            }
            return isSkipped(task.getDomain()) ? new Admission.Record(outcome(task, "SKIPPED")) : new Admission.Start();
        }

        @Override
        public CompletionStage<Outcome> work(DomainTask task) {
            if (isFaulty(task.getDomain())) {
                throw new IllegalStateException("planted");
            }
            CompletableFuture<Outcome> done = new CompletableFuture<>();
            timer.schedule(
                    () -> done.complete(result(task)),
                    ThreadLocalRandom.current().nextInt(4),
                    TimeUnit.MILLISECONDS);
            return done;
        }

        private Outcome result(DomainTask task) {
            if (isSlow(task.getDomain()) && task.getAttemptsMade() == 0) {
                return Outcome.counted("AGAIN")
                        .later(Duration.ofMillis(50), new DomainTask(task.getDomain(), 1L, 1L, 1))
                        .build();
            }
            return outcome(task, "FOUND");
        }

        @Override
        public Outcome localFault(DomainTask task, Throwable fault) {
            return outcome(task, "LOCAL_FAULT");
        }

        private Outcome outcome(DomainTask task, String tally) {
            String host = hostOf(task.getDomain());
            Outcome.Builder outcome = Outcome.counted(tally)
                    .row(Table.DOMAIN_MX, new DomainMxRow(task.getDomain(), host, task.getAttemptsMade(), null));
            if (tally.equals("FOUND")) {
                outcome.next(WorkTopic.HOSTS, host, new HostTask(host, 0, EndpointKind.MAIL, null));
            }
            return outcome.build();
        }
    }

    private final class Hosts implements Stage<HostTask> {
        @Override
        public WorkTopic input() {
            return WorkTopic.HOSTS;
        }

        @Override
        public Class<HostTask> taskType() {
            return HostTask.class;
        }

        @Override
        public Owner<HostTask> own(int partition) {
            return new HostOwner();
        }
    }

    /** One host at a time, as if all of them shared an address; the first is put off to a waiting topic. */
    private final class HostOwner implements Owner<HostTask> {
        private final Set<String> known = new HashSet<>();
        private final Set<String> noted = new HashSet<>();
        private final Set<String> putOff = new HashSet<>();
        private boolean busy;

        @Override
        public void recall(HostTask task) {
            known.add(task.getMxHost());
        }

        @Override
        public void recallNote(SpecificRecord note) {
            if (!noted.add(((ContactNote) note).getMxHost())) {
                throw new IllegalStateException("noted twice: " + note);
            }
        }

        @Override
        public Admission admit(HostTask task, Origin origin) {
            boolean isNew = known.add(task.getMxHost());
            if (origin == Origin.WORK && !isNew) {
                return new Admission.Duplicate();
            }
            if (putOff.isEmpty()) {
                putOff.add(task.getMxHost());
                return new Admission.Wait(Duration.ofMillis(1));
            }
            if (busy) {
                return new Admission.Hold();
            }
            busy = true;
            return new Admission.Start();
        }

        @Override
        public CompletionStage<Outcome> work(HostTask task) {
            CompletableFuture<Outcome> done = new CompletableFuture<>();
            Outcome outcome = Outcome.counted("DONE")
                    .row(Table.PROBE_CERTIFICATES, new ProbeCertificateRow(task.getMxHost(), 0, ""))
                    .note(new ContactNote("127.0.0.1", task.getMxHost(), Purpose.FIRST))
                    .build();
            timer.schedule(() -> done.complete(outcome), 1, TimeUnit.MILLISECONDS);
            return done;
        }

        @Override
        public Outcome localFault(HostTask task, Throwable fault) {
            throw new AssertionError("no fault is planted here", fault);
        }

        @Override
        public void done(HostTask task) {
            busy = false;
        }
    }
}
