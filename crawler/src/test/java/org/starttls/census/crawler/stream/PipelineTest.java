package org.starttls.census.crawler.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.starttls.census.schemas.DomainTask;
import org.starttls.census.schemas.RejectReason;
import org.starttls.census.schemas.RejectedRow;
import org.starttls.census.schemas.Table;
import org.starttls.census.schemas.WorkTopic;

/** On a real broker. */
@ExtendWith(Broker.class)
@Timeout(120)
class PipelineTest {
    private static final int DOMAINS = 4_000;
    private static final int REJECTED = 25;

    private final RowsInMemory store = new RowsInMemory();
    private final PipelineSettings settings =
            new PipelineSettings(UUID.randomUUID().toString(), List.of(Duration.ofMillis(100)), 200);

    @Test
    void recordsEveryDomainAndHostOnce(KafkaConnection kafka) throws Exception {
        PipelineProgress progress = runToTheEnd(kafka, PipelineTest::list);

        assertThat(progress.complete()).isTrue();
        assertEveryRowOnce();
        Book domains = progress.books().get(WorkTopic.DOMAINS);
        assertThat(domains.balances()).isTrue();
        assertThat(domains.isSettled()).isTrue();
        assertThat(domains.followUps()).isEqualTo(domains.outcomes().get("AGAIN"));
        assertThat(domains.outcomes().get("LOCAL_FAULT"))
                .isEqualTo(domains().filter(PipelineTest::meetsTheFault).count());
        assertThat(progress.books().get(WorkTopic.HOSTS).recorded())
                .isEqualTo(expectedHosts().size());
        assertThat(progress.books().get(WorkTopic.HOSTS).duplicates())
                .isEqualTo(domains.outcomes().get("FOUND") - expectedHosts().size());
        assertThat(progress.list())
                .isEqualTo(new PipelineProgress.ListProgress(DOMAINS + REJECTED, DOMAINS, REJECTED, true));
        assertThat(progress.rows()).containsEntry(Table.DOMAIN_MX, (long) DOMAINS);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void losesAndDoublesNothingHoweverOftenItDies(long seed, KafkaConnection kafka) throws Exception {
        Random random = new Random(seed);
        for (int i = 0; i < 8; i++) {
            long rows = store.rows(Table.DOMAIN_MX).size() + (long) random.nextInt(900);
            try (ToyStages stages = new ToyStages();
                    Pipeline pipeline = start(kafka, stages, PipelineTest::list)) {
                awaitThat(() -> pipeline.progress().rows().getOrDefault(Table.DOMAIN_MX, 0L) >= rows
                        || pipeline.progress().complete());
                pipeline.abandon();
            }
        }

        PipelineProgress progress = runToTheEnd(kafka, PipelineTest::list);

        assertThat(progress.complete()).isTrue();
        assertThat(progress.balances()).isTrue();
        assertEveryRowOnce();
    }

    @Test
    void goesOnAfterAnOrderlyStop(KafkaConnection kafka) throws Exception {
        try (ToyStages stages = new ToyStages();
                Pipeline pipeline = start(kafka, stages, PipelineTest::list)) {
            awaitThat(() -> pipeline.progress().rows().getOrDefault(Table.DOMAIN_MX, 0L) > 100);
            pipeline.stop();
            assertThat(pipeline.await().complete()).isFalse();
            assertThat(pipeline.progress().balances()).isTrue();
        }

        assertThat(runToTheEnd(kafka, PipelineTest::list).complete()).isTrue();
        assertEveryRowOnce();
    }

    @Test
    void findsNothingLeftToDoAfterTheEnd(KafkaConnection kafka) throws Exception {
        PipelineProgress first = runToTheEnd(kafka, PipelineTest::list);

        PipelineProgress again = runToTheEnd(kafka, () -> {
            throw new AssertionError("the list is not opened again");
        });

        assertThat(again).isEqualTo(first);
        assertEveryRowOnce();
    }

    @Test
    void saysThatTheListCannotBeRead(KafkaConnection kafka) throws Exception {
        Supplier<Iterator<ListItem>> broken = () -> Stream.concat(items().limit(10), Stream.generate(() -> {
                    throw new UncheckedIOException(new IOException("truncated at byte 512"));
                }))
                .map(ListItem.class::cast)
                .iterator();

        assertThatThrownBy(() -> runToTheEnd(kafka, broken))
                .isInstanceOf(PipelineException.ListUnreadable.class)
                .hasRootCauseMessage("truncated at byte 512");
    }

    @Test
    void saysThatTheListHasShrunkSinceTheBeginning(KafkaConnection kafka) throws Exception {
        try (ToyStages stages = new ToyStages();
                Pipeline pipeline = start(kafka, stages, () -> stalling(3_000))) {
            awaitThat(() -> pipeline.progress().list().items() >= 2_000);
            pipeline.abandon();
        }

        assertThatThrownBy(() -> runToTheEnd(kafka, () -> items().limit(5).iterator()))
                .isInstanceOf(PipelineException.ListUnreadable.class)
                .hasMessageContaining("ends after 5 lines");
    }

    @Test
    void stopsWithTheReasonWhenTheStoreFails(KafkaConnection kafka) {
        TableStore full = (table, topicId, partition) -> {
            throw new IOException("No space left on device");
        };

        assertThatThrownBy(() -> {
                    try (ToyStages stages = new ToyStages();
                            Pipeline pipeline = Pipeline.start(
                                    settings,
                                    kafka,
                                    List.of(stages.domains(), stages.hosts()),
                                    PipelineTest::list,
                                    full)) {
                        pipeline.await();
                    }
                })
                .isInstanceOf(PipelineException.ResumeLater.class)
                .hasRootCauseMessage("No space left on device");
    }

    private PipelineProgress runToTheEnd(KafkaConnection kafka, Supplier<Iterator<ListItem>> list) throws Exception {
        try (ToyStages stages = new ToyStages();
                Pipeline pipeline = start(kafka, stages, list)) {
            return pipeline.await();
        }
    }

    private Pipeline start(KafkaConnection kafka, ToyStages stages, Supplier<Iterator<ListItem>> list)
            throws Exception {
        return Pipeline.start(settings, kafka, List.of(stages.domains(), stages.hosts()), list, store);
    }

    private void assertEveryRowOnce() {
        assertThat(store.rows(Table.DOMAIN_MX))
                .containsExactlyInAnyOrderElementsOf(
                        domains().map(PipelineTest::mxRow).toList());
        assertThat(store.rows(Table.PROBE_CERTIFICATES))
                .containsExactlyInAnyOrderElementsOf(expectedHosts().stream()
                        .map(host -> "{\"probe_id\": \"" + host + "\", \"position\": 0, \"sha256\": \"\"}")
                        .toList());
        assertThat(store.rows(Table.REJECTED)).hasSize(REJECTED);
    }

    private static String mxRow(String domain) {
        boolean second = ToyStages.isSlow(domain) && !ToyStages.isSkipped(domain) && !ToyStages.isFaulty(domain);
        return "{\"domain\": \"" + domain + "\", \"mx_host\": \"" + ToyStages.hostOf(domain) + "\", \"preference\": "
                + (second ? 1 : 0) + ", \"skip_reason\": null}";
    }

    private static boolean meetsTheFault(String domain) {
        return ToyStages.isFaulty(domain) && !ToyStages.isSkipped(domain);
    }

    private static TreeSet<String> expectedHosts() {
        TreeSet<String> hosts = new TreeSet<>();
        domains()
                .filter(domain -> !ToyStages.isSkipped(domain) && !ToyStages.isFaulty(domain))
                .forEach(domain -> hosts.add(ToyStages.hostOf(domain)));
        return hosts;
    }

    private static Stream<String> domains() {
        return IntStream.range(0, DOMAINS).mapToObj(i -> "domain" + i + ".example");
    }

    private static Iterator<ListItem> list() {
        return items().iterator();
    }

    private static Stream<ListItem> items() {
        List<ListItem> items = new ArrayList<>();
        domains().forEach(domain -> items.add(new ListItem.Accepted(new DomainTask(domain, 1L, 1L, 0))));
        for (int i = 0; i < REJECTED; i++) {
            items.add(
                    i * 100, new ListItem.Rejected(new RejectedRow("list", (long) i, "?", RejectReason.BAD_CHARACTER)));
        }
        return items.stream();
    }

    /** So many items, then none and no end either, until the reader gives up. */
    private static Iterator<ListItem> stalling(int count) {
        Iterator<ListItem> items = items().limit(count).iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public ListItem next() {
                return items.hasNext()
                        ? items.next()
                        : new ListItem.Rejected(new RejectedRow("list", 0L, "", RejectReason.BAD_CHARACTER));
            }
        };
    }

    private static void awaitThat(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }
}
