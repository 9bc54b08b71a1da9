package org.starttls.census.analyzer.engine;

import java.nio.file.Path;
import java.util.Objects;

/**
 * What the engine may use of the machine.
 *
 * @param memoryMib memory for intermediate results, MiB; beyond it the engine spills to {@code spill}
 * @param threads at least 1
 * @param spill folder for what does not fit; made when needed, emptied at the end
 */
public record EngineLimits(int memoryMib, int threads, Path spill) {
    /** MiB. Chosen: the engine's own default is four fifths of the machine, which starves a broker beside it. */
    public static final int DEFAULT_MEMORY_MIB = 2048;

    public EngineLimits {
        if (memoryMib < 64 || threads < 1) {
            throw new IllegalArgumentException("memoryMib=" + memoryMib + " threads=" + threads);
        }
        Objects.requireNonNull(spill);
    }

    /** The default memory, every processor, and the given folder to spill to. */
    public static EngineLimits spillingTo(Path spill) {
        return new EngineLimits(DEFAULT_MEMORY_MIB, Runtime.getRuntime().availableProcessors(), spill);
    }
}
