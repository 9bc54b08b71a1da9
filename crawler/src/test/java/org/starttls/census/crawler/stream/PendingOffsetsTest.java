package org.starttls.census.crawler.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PendingOffsetsTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void readsBackWhatItWrote(long seed) {
        Random random = new Random(seed);
        PendingOffsets offsets = new PendingOffsets(random.nextInt(1_000_000));
        long offset = offsets.position();
        while (offsets.hasRoomFor(offset)) {
            offsets.start(offset);
            if (random.nextInt(3) > 0) {
                offsets.finish(offset);
            }
            offset += 1 + random.nextInt(1 << random.nextInt(12));
        }

        PendingOffsets read = PendingOffsets.decode(offsets.position(), offsets.encode());

        assertThat(read.encode()).isEqualTo(offsets.encode());
        assertThat(read.size()).isEqualTo(offsets.size());
        assertThat(read.lowest()).isEqualTo(offsets.lowest());
    }

    @Test
    void fitsIntoACommitHoweverTheOffsetsLie() {
        PendingOffsets offsets = new PendingOffsets(0);
        long step = PendingOffsets.MAX_SPAN / PendingOffsets.MAX_PENDING;
        for (int i = 0; i < PendingOffsets.MAX_PENDING; i++) {
            assertThat(offsets.hasRoomFor(i * step)).isTrue();
            offsets.start(i * step);
        }

        assertThat(offsets.hasRoomFor(PendingOffsets.MAX_PENDING * step)).isFalse();
        assertThat(offsets.encode()).hasSizeLessThan(PendingOffsets.MAX_METADATA_CHARS);
    }

    @Test
    void takesNothingUpTooFarFromTheOldestPending() {
        PendingOffsets offsets = new PendingOffsets(100);
        offsets.start(100);

        assertThat(offsets.hasRoomFor(99 + PendingOffsets.MAX_SPAN)).isTrue();
        assertThat(offsets.hasRoomFor(100 + PendingOffsets.MAX_SPAN)).isFalse();
        offsets.finish(100);
        assertThat(offsets.hasRoomFor(100 + PendingOffsets.MAX_SPAN)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gA", "AA", "/w"})
    void refusesMetadataThatAreNotOurs(String metadata) {
        assertThatThrownBy(() -> PendingOffsets.decode(10, metadata)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesToFinishWhatIsNotPending() {
        PendingOffsets offsets = new PendingOffsets(0);
        offsets.start(3);

        assertThatThrownBy(() -> offsets.finish(2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> offsets.start(3)).isInstanceOf(IllegalArgumentException.class);
    }
}
