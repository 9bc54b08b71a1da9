package org.starttls.census.lab.dns;

import java.util.List;
import java.util.Objects;
import org.starttls.census.lab.plan.PlannedMx;

/**
 * What a question comes to.
 *
 * @param aliases names that a chain of CNAME records leads over from the name asked
 * @param addresses texts of A or AAAA records, whichever was asked for
 */
record Answer(Code code, List<String> aliases, List<PlannedMx> mx, List<String> addresses, List<String> texts) {
    enum Code {
        NO_ERROR,
        NO_SUCH_NAME,
        SERVER_FAILURE,
        /** Nothing over UDP but the request to come by TCP. */
        TRUNCATED,
        /** No answer. */
        SILENCE
    }

    Answer {
        Objects.requireNonNull(code);
        aliases = List.copyOf(aliases);
        mx = List.copyOf(mx);
        addresses = List.copyOf(addresses);
        texts = List.copyOf(texts);
    }

    static Answer of(Code code) {
        return new Answer(code, List.of(), List.of(), List.of(), List.of());
    }

    static Answer noData() {
        return of(Code.NO_ERROR);
    }

    static Answer mx(List<PlannedMx> mx) {
        return new Answer(Code.NO_ERROR, List.of(), mx, List.of(), List.of());
    }

    static Answer addresses(List<String> addresses) {
        return new Answer(Code.NO_ERROR, List.of(), List.of(), addresses, List.of());
    }

    static Answer texts(List<String> texts) {
        return texts.isEmpty()
                ? of(Code.NO_SUCH_NAME)
                : new Answer(Code.NO_ERROR, List.of(), List.of(), List.of(), texts);
    }

    Answer behind(List<String> chain) {
        return new Answer(code, chain, mx, addresses, texts);
    }
}
