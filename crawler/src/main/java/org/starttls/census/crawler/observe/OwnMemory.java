package org.starttls.census.crawler.observe;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** Memory of this process as the system counts it: heap, stacks, code and buffers that are resident. */
public final class OwnMemory {
    private static final Path STATUS = Path.of("/proc/self/status");

    private OwnMemory() {}

    /** The most so far, MiB; empty where the system does not tell (no Linux). Source: proc_pid_status(5), VmHWM. */
    public static OptionalLong peakMib() {
        try {
            return Files.readAllLines(STATUS, StandardCharsets.ISO_8859_1).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }
}
