package org.starttls.census.crawler.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.starttls.census.crawler.campaign.CampaignFolder;
import org.starttls.census.crawler.campaign.CampaignLock;
import org.starttls.census.crawler.campaign.ExitStatus;
import org.starttls.census.crawler.campaign.JacksonManifest;
import org.starttls.census.crawler.campaign.Manifest;
import org.starttls.census.crawler.input.DomainList;
import org.starttls.census.crawler.input.InputException;
import org.starttls.census.crawler.input.ListLine;
import org.starttls.census.crawler.observe.JacksonProgress;
import org.starttls.census.crawler.observe.ProgressDisplay;
import org.starttls.census.crawler.store.ParquetTables;
import org.starttls.census.crawler.stream.EmbeddedBroker;
import org.starttls.census.crawler.stream.ListItem;
import org.starttls.census.crawler.stream.Pipeline;
import org.starttls.census.crawler.stream.PipelineException;
import org.starttls.census.crawler.stream.PipelineProgress;
import org.starttls.census.crawler.stream.PipelineSettings;
import org.starttls.census.schemas.DomainTask;
import org.starttls.census.schemas.RejectReason;
import org.starttls.census.schemas.RejectedRow;
import org.starttls.census.schemas.Table;

/** One scan from the first packet to the last table; begun anew or gone on with, which is the same. */
final class ScanRun {
    /** Time that a signal leaves for a last commit and an orderly end. Chosen: below what service managers wait. */
    private static final int STOP_SECONDS = 25;

    private static final int INTERRUPTED = 130;

    private final CampaignFolder folder;
    private final Manifest manifest;
    private final ScanPreparation preparation;
    private final Installation installation;
    private Duration longestCallback = Duration.ZERO;
    private final CountDownLatch over = new CountDownLatch(1);

    /** What the user wants to see of it. */
    record Wishes(ProgressDisplay.Mode progress, boolean report, boolean json) {}

    ScanRun(CampaignFolder folder, Manifest manifest, ScanPreparation preparation, Installation installation) {
        this.folder = folder;
        this.manifest = manifest;
        this.preparation = preparation;
        this.installation = installation;
    }

    int run(Wishes wishes, PrintWriter print) throws IOException, InterruptedException, PipelineException {
        PipelineProgress progress;
        CampaignLock lock = CampaignLock.take(folder);
        try {
            progress = crawl(wishes.progress());
            if (!progress.complete()) {
                print.println(
                        "interrupted; what was measured is kept. To go on: census scan --resume " + folder.root());
                return INTERRUPTED;
            }
            JacksonManifest.write(recorded(progress), folder.manifest());
            folder.removeBroker();
        } finally {
            lock.close();
            over.countDown();
        }
        return conclude(wishes, progress, print);
    }

    /** Verdicts, the report if asked for, and the last words. */
    private int conclude(Wishes wishes, PipelineProgress progress, PrintWriter print)
            throws IOException, InterruptedException {
        Manifest done = JacksonManifest.read(folder.manifest());
        Installation.Output output = wishes.json() ? Installation.Output.DISCARDED : Installation.Output.SHOWN;
        String campaign = folder.root().toString();
        if (!wishes.json()) {
            print.println(ClosingSummary.headline(done));
        }
        int status = installation.run(List.of("judge", campaign, "--summary"), output);
        if (status == ExitStatus.DONE.status()) {
            if (!wishes.json()) {
                ClosingSummary.lines(done, longestCallback, folder.root()).forEach(print::println);
            }
            if (wishes.report()) {
                status = installation.run(List.of("report", campaign), output);
            }
        }
        if (wishes.json()) {
            print.println(JacksonProgress.status(
                    done,
                    Optional.of(new JacksonProgress.Snapshot(done.endedAt().orElseThrow(), progress))));
        }
        return status;
    }

    private PipelineProgress crawl(ProgressDisplay.Mode mode)
            throws IOException, InterruptedException, PipelineException {
        PipelineSettings settings = (manifest.lab()
                        ? PipelineSettings.forLab(manifest.campaignId())
                        : PipelineSettings.forInternet(manifest.campaignId()))
                .withMaxInFlight(preparation.configuration().concurrency());
        try (VertxCrawl crawl = VertxCrawl.open(manifest, preparation);
                EmbeddedBroker broker = EmbeddedBroker.start(installation.home(), folder.broker());
                Pipeline pipeline = Pipeline.start(
                        settings, broker.connection(), crawl.stages(), this::items, new ParquetTables(folder.root()))) {
            broker.whenGone(lastWords -> pipeline.fail(new PipelineException.ResumeLater(
                    "the embedded broker ended; its last words: " + lastWords, null)));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(pipeline), "stop"));
            ProgressDisplay display =
                    new ProgressDisplay(pipeline::progress, System.err, mode, folder.progress(), Clock.systemUTC());
            try {
                return pipeline.await();
            } finally {
                display.close();
                longestCallback = crawl.longestCallback();
            }
        }
    }

    /** On a signal: asks for the end and waits for it, so that what is collected is committed and nothing stays. */
    private void stop(Pipeline pipeline) {
        pipeline.stop();
        try {
            boolean ended = over.await(STOP_SECONDS, TimeUnit.SECONDS);
            if (!ended) {
                System.err.println("not everything ended within " + STOP_SECONDS + " s of the signal");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The list as the pipeline takes it. */
    private Iterator<ListItem> items() {
        DomainList lines = preparation.open();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                try {
                    return lines.hasNext();
                } catch (InputException e) {
                    throw new UncheckedIOException(new IOException(e.because(), e));
                }
            }

            @Override
            public ListItem next() {
                return item(lines.next());
            }
        };
    }

    private static ListItem item(ListLine line) {
        return switch (line.kind()) {
            case ADMITTED -> {
                ListLine.Admitted admitted = (ListLine.Admitted) line;
                yield new ListItem.Accepted(
                        new DomainTask(admitted.domain(), admitted.rank(), admitted.lineNumber(), 0));
            }
            case REJECTED -> {
                ListLine.Rejected rejected = (ListLine.Rejected) line;
                yield new ListItem.Rejected(new RejectedRow(
                        rejected.source(),
                        rejected.lineNumber(),
                        rejected.text(),
                        RejectReason.valueOf(rejected.reason().name())));
            }
        };
    }

    private Manifest recorded(PipelineProgress progress) throws IOException {
        ParquetTables store = new ParquetTables(folder.root());
        Map<String, Manifest.TableFacts> tables = new LinkedHashMap<>();
        for (Table table : Table.values()) {
            if (table.kind() == Table.Kind.FACT) {
                tables.put(table.tableName(), facts(store.inPlace(table)));
            }
        }
        Map<String, Manifest.StageBook> books = new LinkedHashMap<>();
        progress.booksInOrder()
                .forEach((topic, book) -> books.put(
                        topic.topic(),
                        new Manifest.StageBook(
                                book.admitted(),
                                book.recorded(),
                                book.duplicates(),
                                book.waiting(),
                                book.inFlight(),
                                book.outcomes())));
        return manifest.recorded(
                Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS), manifest.list(), tables, books);
    }

    private Manifest.TableFacts facts(List<ParquetTables.FileInPlace> inPlace) throws IOException {
        List<Manifest.FileFacts> files = new ArrayList<>();
        long rows = 0;
        for (ParquetTables.FileInPlace file : inPlace) {
            files.add(new Manifest.FileFacts(
                    folder.root().relativize(file.path()).toString(),
                    file.rows(),
                    ScanPreparation.sha256(List.of(file.path()))));
            rows += file.rows();
        }
        return new Manifest.TableFacts(rows, files);
    }
}
