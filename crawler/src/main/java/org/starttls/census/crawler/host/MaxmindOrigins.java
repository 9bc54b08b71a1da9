package org.starttls.census.crawler.host;

import com.maxmind.db.Metadata;
import com.maxmind.db.Reader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Origins by files in MaxMind's database format, one for autonomous systems, one for countries; either may be left out. */
public final class MaxmindOrigins implements NetworkOrigins, AutoCloseable {
    private final Optional<Reader> systems;
    private final Optional<Reader> countries;

    private MaxmindOrigins(Optional<Reader> systems, Optional<Reader> countries) {
        this.systems = systems;
        this.countries = countries;
    }

    /**
     * Opens the files that are given.
     *
     * @throws IOException if one cannot be read or is none of that format
     */
    public static MaxmindOrigins open(Optional<Path> systems, Optional<Path> countries) throws IOException {
        Optional<Reader> first = open(systems);
        try {
            return new MaxmindOrigins(first, open(countries));
        } catch (IOException e) {
            if (first.isPresent()) {
                first.get().close();
            }
            throw e;
        }
    }

    private static Optional<Reader> open(Optional<Path> file) throws IOException {
        return file.isEmpty()
                ? Optional.empty()
                : Optional.of(new Reader(file.get().toFile()));
    }

    /** Type and build time of a file, for the manifest. */
    public static String describe(Path file) throws IOException {
        try (Reader reader = new Reader(file.toFile())) {
            Metadata metadata = reader.getMetadata();
            return metadata.databaseType() + " of " + metadata.buildTime();
        }
    }

    @Override
    public Origin of(InetAddress address) {
        Map<?, ?> system = look(systems, address);
        Object country = look(countries, address).get("country");
        return new Origin(
                system.get("autonomous_system_number") instanceof Number number
                        ? OptionalLong.of(number.longValue())
                        : OptionalLong.empty(),
                text(system.get("autonomous_system_organization")),
                country instanceof Map<?, ?> known ? text(known.get("iso_code")) : Optional.empty());
    }

    private static Map<?, ?> look(Optional<Reader> reader, InetAddress address) {
        try {
            Map<?, ?> found = reader.isEmpty() ? null : reader.get().get(address, Map.class);
            return found == null ? Map.of() : found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<String> text(Object value) {
        return value instanceof String text ? Optional.of(text) : Optional.empty();
    }

    @Override
    public void close() throws IOException {
        if (systems.isPresent()) {
            systems.get().close();
        }
        if (countries.isPresent()) {
            countries.get().close();
        }
    }
}
