package org.starttls.census.crawler.stream;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One real broker for all tests of a run, each with topics of its own campaign. */
public final class Broker implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == KafkaConnection.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(Broker.class))
                .getOrComputeIfAbsent("broker", key -> Running.start(), Running.class)
                .broker
                .connection();
    }

    private static final class Running implements AutoCloseable {
        private final EmbeddedBroker broker;
        private final Path folder;

        private Running(EmbeddedBroker broker, Path folder) {
            this.broker = broker;
            this.folder = folder;
        }

        static Running start() {
            try {
                Path folder = Files.createTempDirectory("census-test-broker-");
                return new Running(EmbeddedBroker.start(Path.of(System.getProperty("census.home")), folder), folder);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (PipelineException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() throws IOException {
            broker.close();
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(one);
                }
            }
        }
    }
}
