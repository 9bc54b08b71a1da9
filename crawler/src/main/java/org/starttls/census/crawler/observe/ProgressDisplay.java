package org.starttls.census.crawler.observe;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.starttls.census.crawler.stream.PipelineProgress;

/** Shows the books while a scan runs: once a second on a terminal, once a minute elsewhere; always to the progress file. */
public final class ProgressDisplay implements AutoCloseable {
    /** How it is shown. */
    public enum Mode {
        /** A block redrawn in place. */
        TERMINAL,
        /** A line a minute. */
        PLAIN,
        /** Nothing but the progress file. */
        QUIET
    }

    /** Seconds between two plain lines. */
    private static final int PLAIN_SECONDS = 60;

    private final Supplier<PipelineProgress> source;
    private final PrintStream out;
    private final Mode mode;
    private final Path file;
    private final Clock clock;
    private final Instant start;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(runnable -> {
        Thread thread = new Thread(runnable, "progress");
        thread.setDaemon(true);
        return thread;
    });
    private final ScheduledFuture<?> ticking;
    private int drawn;
    private int ticks;

    public ProgressDisplay(
            Supplier<PipelineProgress> source, PrintStream out, Mode mode, Path progressFile, Clock clock) {
        this.source = source;
        this.out = out;
        this.mode = mode;
        this.file = progressFile;
        this.clock = clock;
        this.start = clock.instant();
        this.ticking = timer.scheduleWithFixedDelay(this::tick, 1, 1, TimeUnit.SECONDS);
    }

    private void tick() {
        ticks++;
        PipelineProgress progress = source.get();
        Instant now = clock.instant();
        Duration elapsed = Duration.between(start, now);
        write(progress, now);
        switch (mode) {
            case TERMINAL -> redraw(ProgressText.block(progress, elapsed, now));
            case PLAIN -> {
                if (ticks % PLAIN_SECONDS == 0) {
                    out.println(ProgressText.line(progress, elapsed, now));
                }
            }
            case QUIET -> {}
        }
    }

    /** A full disk must not stop the scan here: the sink meets it too and says so. */
    private void write(PipelineProgress progress, Instant now) {
        try {
            JacksonProgress.write(progress, now, file);
        } catch (IOException e) {
            if (ticks % PLAIN_SECONDS == 0) {
                out.println("progress file not written: " + e);
            }
        }
    }

    private void redraw(List<String> lines) {
        StringBuilder screen = new StringBuilder();
        if (drawn > 0) {
            screen.append("\033[").append(drawn).append('A');
        }
        for (String line : lines) {
            screen.append("\033[2K").append(line).append('\n');
        }
        out.print(screen);
        out.flush();
        drawn = lines.size();
    }

    /** Shows the books a last time. */
    @Override
    public void close() {
        ticking.cancel(false);
        timer.shutdown();
        PipelineProgress progress = source.get();
        Instant now = clock.instant();
        write(progress, now);
        Duration elapsed = Duration.between(start, now);
        switch (mode) {
            case TERMINAL -> redraw(ProgressText.block(progress, elapsed, now));
            case PLAIN -> out.println(ProgressText.line(progress, elapsed, now));
            case QUIET -> {}
        }
    }
}
