package org.starttls.census.lab.ledger;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.starttls.census.lab.smtp.SessionRecord;

/** The sessions of all servers as JSON lines, in the order of their ends. Any thread may write. */
public final class JacksonContactLog implements Consumer<SessionRecord>, AutoCloseable {
    private final ObjectMapper mapper = new ObjectMapper();
    private final BufferedWriter writer;
    private boolean isClosed;

    public JacksonContactLog(Path file) throws IOException {
        this.writer = Files.newBufferedWriter(file);
    }

    @Override
    public synchronized void accept(SessionRecord session) {
        if (isClosed) {
            return;
        }
        ObjectNode line = mapper.createObjectNode();
        line.put("started_at", session.startedAt().toString());
        line.put("ended_at", session.endedAt().toString());
        line.put("address", session.address());
        line.put("ehlo_name", session.ehloName());
        line.put("tls", session.isSecured());
        session.commands().forEach(line.putArray("commands")::add);
        try {
            writer.write(line.toString());
            writer.newLine();
            writer.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        isClosed = true;
        writer.close();
    }
}
