package org.starttls.census.crawler.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.starttls.census.crawler.probe.Purpose;
import org.starttls.census.crawler.probe.dialogue.DialogueStage;
import org.starttls.census.crawler.probe.dialogue.Ending;
import org.starttls.census.crawler.probe.dialogue.Misbehaviour;
import org.starttls.census.crawler.probe.dialogue.NetworkCause;
import org.starttls.census.crawler.probe.dialogue.SkipReason;
import org.starttls.census.crawler.probe.dialogue.SmtpAction;
import org.starttls.census.crawler.probe.dialogue.SmtpEvent;
import org.starttls.census.crawler.probe.dialogue.Tri;

class ProbeSymbolsTest {
    @Test
    void hasOneKindForEachPermittedType() {
        assertThat(types(Ending.class)).containsExactlyInAnyOrderElementsOf(names(Ending.Kind.values()));
        assertThat(types(SmtpEvent.class)).containsExactlyInAnyOrderElementsOf(names(SmtpEvent.Kind.values()));
        assertThat(types(SmtpAction.class)).containsExactlyInAnyOrderElementsOf(names(SmtpAction.Kind.values()));
    }

    @Test
    void hasTheSymbolsThatAreStored() {
        assertSame(org.starttls.census.schemas.Ending.SCHEMA$, Ending.Kind.values());
        assertSame(org.starttls.census.schemas.DialogueStage.SCHEMA$, DialogueStage.values());
        assertSame(org.starttls.census.schemas.Misbehaviour.SCHEMA$, Misbehaviour.values());
        assertSame(org.starttls.census.schemas.NetworkCause.SCHEMA$, NetworkCause.values());
        assertSame(org.starttls.census.schemas.Purpose.SCHEMA$, Purpose.values());
        assertSame(org.starttls.census.schemas.SkipReason.SCHEMA$, SkipReason.values());
        assertSame(org.starttls.census.schemas.Tri.SCHEMA$, Tri.values());
    }

    private static void assertSame(Schema stored, Enum<?>[] ours) {
        assertThat(names(ours)).containsExactlyElementsOf(stored.getEnumSymbols());
    }

    private static Iterable<String> names(Enum<?>[] constants) {
        return Stream.of(constants).map(Enum::name).toList();
    }

    private static Iterable<String> types(Class<?> sealed) {
        return Arrays.stream(sealed.getPermittedSubclasses())
                .map(type -> type.getSimpleName()
                        .replaceAll("(?<=[a-z])(?=[A-Z])", "_")
                        .toUpperCase(Locale.ROOT))
                .toList();
    }
}
