package org.starttls.census.broker;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Properties;

/**
 * What the broker is told.
 *
 * @param folder data and settings file
 * @param password of the user {@value #USER}, on both listeners; letters, digits, '-' and '_' only
 */
record BrokerSettings(Path folder, String password, int brokerPort, int controllerPort) {
    static final String USER = "census";

    BrokerSettings {
        Objects.requireNonNull(folder);
        if (!password.matches("[A-Za-z0-9_-]{16,128}")) {
            throw new IllegalArgumentException("a password has 16 to 128 letters, digits, '-' or '_'");
        }
    }

    Path dataFolder() {
        return folder.resolve("data");
    }

    Properties properties() {
        Properties all = new Properties();
        all.setProperty("process.roles", "broker,controller");
        all.setProperty("node.id", "1");
        // Named at every start, not recorded in the data: the ports change.
        all.setProperty("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        all.setProperty("listeners", "BROKER://127.0.0.1:" + brokerPort + ",CONTROLLER://127.0.0.1:" + controllerPort);
        all.setProperty("advertised.listeners", "BROKER://127.0.0.1:" + brokerPort);
        all.setProperty("log.dirs", dataFolder().toString());
        login(all);
        alone(all);
        keepEverything(all);
        small(all);
        return all;
    }

    private void login(Properties all) {
        all.setProperty("listener.security.protocol.map", "BROKER:SASL_PLAINTEXT,CONTROLLER:SASL_PLAINTEXT");
        all.setProperty("controller.listener.names", "CONTROLLER");
        all.setProperty("inter.broker.listener.name", "BROKER");
        all.setProperty("sasl.mechanism.inter.broker.protocol", "PLAIN");
        all.setProperty("sasl.mechanism.controller.protocol", "PLAIN");
        all.setProperty("sasl.enabled.mechanisms", "PLAIN");
        String jaas = "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"" + USER
                + "\" password=\"" + password + "\" user_" + USER + "=\"" + password + "\";";
        all.setProperty("listener.name.broker.plain.sasl.jaas.config", jaas);
        all.setProperty("listener.name.controller.plain.sasl.jaas.config", jaas);
    }

    private static void alone(Properties all) {
        all.setProperty("auto.create.topics.enable", "false");
        all.setProperty("default.replication.factor", "1");
        all.setProperty("min.insync.replicas", "1");
        for (String kind : new String[] {"offsets.topic", "transaction.state.log", "share.coordinator.state.topic"}) {
            all.setProperty(kind + ".replication.factor", "1");
            all.setProperty(kind + ".num.partitions", "1");
        }
        all.setProperty("transaction.state.log.min.isr", "1");
        all.setProperty("share.coordinator.state.topic.min.isr", "1");
        all.setProperty("group.initial.rebalance.delay.ms", "0");
    }

    /** A campaign may rest for weeks between kill and resume. Nothing expires meanwhile. */
    private static void keepEverything(Properties all) {
        all.setProperty("log.retention.ms", "-1");
        all.setProperty("log.retention.bytes", "-1");
        all.setProperty("offsets.retention.minutes", String.valueOf(Integer.MAX_VALUE));
        all.setProperty("transactional.id.expiration.ms", String.valueOf(Integer.MAX_VALUE));
    }

    private static void small(Properties all) {
        all.setProperty("log.cleaner.dedupe.buffer.size", "2097152");
        // Index files are mapped whole; about 60 partitions of two each. Chosen: enough for segments of 1 GiB.
        all.setProperty("log.index.size.max.bytes", "2097152");
        all.setProperty("num.network.threads", "2");
        all.setProperty("num.io.threads", "2");
        all.setProperty("background.threads", "2");
        all.setProperty("num.recovery.threads.per.data.dir", "2");
    }
}
