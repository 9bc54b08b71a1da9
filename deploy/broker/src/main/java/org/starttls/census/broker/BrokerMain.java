package org.starttls.census.broker;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/**
 * Runs the broker: {@code broker FOLDER PASSWORD_FILE}. Formats the folder if it holds no data yet, prints one line
 * {@code {"bootstrap":"127.0.0.1:PORT"}} when it takes clients, ends orderly on SIGTERM, and halts at the end of its
 * standard input.
 */
public final class BrokerMain {
    private BrokerMain() {}

    public static void main(String[] args) throws IOException {
        if (args.length != 3 || !args[0].equals("broker")) {
            System.err.println("usage: broker FOLDER PASSWORD_FILE");
            System.exit(2);
        }
        haltWithParent(System.in);
        Path folder = Path.of(args[1]).toAbsolutePath();
        String password =
                Files.readString(Path.of(args[2]), StandardCharsets.UTF_8).strip();
        BrokerSettings settings = withFreePorts(folder, password);

        format(settings);
        KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(settings.properties(), false), Time.SYSTEM);
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "shutdown"));
        server.startup();
        System.out.println("{\"bootstrap\":\"127.0.0.1:" + settings.brokerPort() + "\"}");
        System.out.flush();
        server.awaitShutdown();
    }

    /** A killed parent cannot stop us, but the system closes its end of the pipe. */
    private static void haltWithParent(InputStream input) {
        Thread watch = new Thread(
                () -> {
                    try {
                        while (input.read() >= 0) {
                            // Nothing is said to us; only the end counts.
                        }
                    } catch (IOException e) {
                        // As good as the end.
                    }
                    Runtime.getRuntime().halt(0);
                },
                "parent-watch");
        watch.setDaemon(true);
        watch.start();
    }

    /** Both sockets are open at once, so that the ports differ. Taken in between by another: the start fails. */
    private static BrokerSettings withFreePorts(Path folder, String password) throws IOException {
        InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        try (ServerSocket broker = new ServerSocket(0, 1, loopback);
                ServerSocket controller = new ServerSocket(0, 1, loopback)) {
            return new BrokerSettings(folder, password, broker.getLocalPort(), controller.getLocalPort());
        }
    }

    private static void format(BrokerSettings settings) throws IOException {
        if (Files.exists(settings.dataFolder().resolve("meta.properties"))) {
            return;
        }
        Path file = settings.folder().resolve("server.properties");
        Properties properties = settings.properties();
        // The file is read once, by the formatter, which needs no password.
        properties.keySet().removeIf(key -> key.toString().endsWith("sasl.jaas.config"));
        Files.createDirectories(settings.dataFolder());
        try (PrintStream out = new PrintStream(Files.newOutputStream(file), false, StandardCharsets.UTF_8)) {
            properties.forEach((key, value) -> out.println(key + "=" + value));
        }
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        String[] args = {"format", "-t", Uuid.randomUuid().toString(), "-c", file.toString()};
        int status = StorageTool.execute(args, new PrintStream(said, true, StandardCharsets.UTF_8));
        if (status != 0) {
            throw new IOException(
                    "cannot format " + settings.dataFolder() + ": " + said.toString(StandardCharsets.UTF_8));
        }
    }
}
