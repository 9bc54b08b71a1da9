package org.starttls.census.crawler.stream;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A single-node Kafka of our own on loopback: a child process on a class path of its own, whose data lie in a folder.
 * It halts when its standard input ends, so a killed parent leaves nothing running.
 *
 * <pre>
 * FOLDER/data/       the topics; the same on resume, though the port changes
 * FOLDER/password    of this start, readable by this user only
 * FOLDER/broker.log  of this start
 * </pre>
 */
public final class EmbeddedBroker implements AutoCloseable {
    /** Time to be ready. Chosen: it takes 3 s on two idle cores, and longer to recover a large log. */
    private static final Duration START_LIMIT = Duration.ofMinutes(2);

    /** Time to stop in order, then it is killed. Chosen: it takes under 1 s. */
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

    /** Starts tried. A free port may be taken by another between choice and use. */
    private static final int START_ATTEMPTS = 3;

    private static final Pattern READY = Pattern.compile("\\{\"bootstrap\":\"([0-9.:]+)\"}");

    private final Process process;
    private final KafkaConnection connection;
    private final Path log;

    private EmbeddedBroker(Process process, KafkaConnection connection, Path log) {
        this.process = process;
        this.log = log;
        this.connection = connection;
    }

    /**
     * Starts a broker on the data in the folder, or on none yet, and waits until it is ready.
     *
     * @param home where the program's parts lie (system property census.home)
     * @param folder the broker's own; the same one on resume
     */
    public static EmbeddedBroker start(Path home, Path folder) throws PipelineException {
        try {
            Files.createDirectories(folder);
            String classPath = classPath(home);
            for (int attempt = 1; ; attempt++) {
                String password = newPassword(folder.resolve("password"));
                Process process = launch(classPath, folder);
                Optional<String> bootstrap = awaitReady(process);
                if (bootstrap.isPresent()) {
                    KafkaConnection.Login login = new KafkaConnection.Login("census", password);
                    return new EmbeddedBroker(
                            process,
                            new KafkaConnection(bootstrap.get(), Optional.of(login)),
                            folder.resolve("broker.log"));
                }
                stop(process);
                if (attempt == START_ATTEMPTS) {
                    throw new PipelineException.ResumeLater(
                            "the broker did not start; its last words: " + lastLines(folder.resolve("broker.log")),
                            null);
                }
            }
        } catch (IOException e) {
            throw new PipelineException.ResumeLater("the broker cannot be started in " + folder, e);
        }
    }

    public KafkaConnection connection() {
        return connection;
    }

    /** Calls back, on a thread of the JVM, when the process has ended, by whatever cause: with its last words. */
    public void whenGone(Consumer<String> lastWords) {
        var unused = process.onExit().thenRun(() -> lastWords.accept(lastWords()));
    }

    /** Stops the broker and waits for its end. Its data stay. */
    @Override
    public void close() {
        stop(process);
    }

    private static String classPath(Path home) throws IOException {
        Path built = home.resolve("deploy/broker/target");
        Path distributed = home.resolve("lib/broker");
        if (Files.isDirectory(built.resolve("classes"))) {
            return built.resolve("classes") + File.pathSeparator + built.resolve("lib") + "/*";
        }
        if (Files.isDirectory(distributed)) {
            return distributed + "/*";
        }
        throw new IOException("no broker in " + built + " nor in " + distributed);
    }

    private static String newPassword(Path file) throws IOException {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        String password = HexFormat.of().formatHex(random);
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, password, StandardOpenOption.WRITE);
        return password;
    }

    private static Process launch(String classPath, Path folder) throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        List<String> command = List.of(
                // Ctrl-C reaches the whole group; the broker has to stay until we have committed.
                "/bin/sh",
                "-c",
                "trap '' INT; exec \"$@\"",
                "broker",
                java.toString(),
                "-Xms64m",
                "-Xmx512m",
                "-XX:+UseSerialGC",
                // It copies batches; what the second compiler would save in an hour it does not earn.
                "-XX:TieredStopAtLevel=1",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-cp",
                classPath,
                "org.starttls.census.broker.BrokerMain",
                "broker",
                folder.toString(),
                folder.resolve("password").toString());
        return new ProcessBuilder(command)
                .redirectError(folder.resolve("broker.log").toFile())
                .start();
    }

    /** Reads on after the ready line, so that the child never blocks on a full pipe. */
    private static Optional<String> awaitReady(Process process) {
        CompletableFuture<Optional<String>> ready = new CompletableFuture<>();
        Thread reader = new Thread(
                () -> {
                    try (BufferedReader lines = new BufferedReader(
                            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                            Matcher matcher = READY.matcher(line);
                            if (matcher.matches()) {
                                ready.complete(Optional.of(matcher.group(1)));
                            }
                        }
                    } catch (IOException e) {
                        // The child is gone, which completes the wait below.
                    }
                    ready.complete(Optional.empty());
                },
                "broker-output");
        reader.setDaemon(true);
        reader.start();
        try {
            return ready.get(START_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** By the handle: {@link Process#destroy} would also close the child's standard input, and it would halt. */
    private static void stop(Process process) {
        boolean interrupted = Thread.interrupted();
        process.toHandle().destroy();
        try {
            if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            interrupted = true;
            process.destroyForcibly();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private String lastWords() {
        try {
            return lastLines(log);
        } catch (IOException e) {
            return log + " cannot be read: " + e;
        }
    }

    private static String lastLines(Path log) throws IOException {
        List<String> lines;
        try (Stream<String> all = Files.lines(log, StandardCharsets.ISO_8859_1)) {
            lines = all.toList();
        }
        return String.join(" | ", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
    }
}
