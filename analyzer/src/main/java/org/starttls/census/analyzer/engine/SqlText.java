package org.starttls.census.analyzer.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The SQL files on the class path. */
public final class SqlText {
    private SqlText() {}

    /** The text of {@code /sql/FOLDER/NAME.sql}. */
    public static String read(String folder, String name) {
        String path = "/sql/" + folder + "/" + name + ".sql";
        try (InputStream in = SqlText.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalArgumentException("no " + path);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
