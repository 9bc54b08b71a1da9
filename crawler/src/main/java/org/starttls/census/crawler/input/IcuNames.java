package org.starttls.census.crawler.input;

import com.ibm.icu.text.IDNA;
import java.util.Optional;

/** Internationalised names to A-labels: UTS 46, non-transitional, checked by IDNA 2008's rules (RFC 5891). */
final class IcuNames {
    private static final IDNA UTS46 = IDNA.getUTS46Instance(IDNA.NONTRANSITIONAL_TO_ASCII
            | IDNA.NONTRANSITIONAL_TO_UNICODE
            | IDNA.CHECK_BIDI
            | IDNA.CHECK_CONTEXTJ
            | IDNA.CHECK_CONTEXTO);

    private IcuNames() {}

    /** The name in A-labels; empty if UTS 46 forbids it. Lengths are the caller's to check. */
    static Optional<String> toAscii(String name) {
        IDNA.Info info = new IDNA.Info();
        StringBuilder ascii = UTS46.nameToASCII(name, new StringBuilder(), info);
        boolean forbidden = info.getErrors().stream()
                .anyMatch(error -> error != IDNA.Error.EMPTY_LABEL
                        && error != IDNA.Error.LABEL_TOO_LONG
                        && error != IDNA.Error.DOMAIN_NAME_TOO_LONG
                        && error != IDNA.Error.HYPHEN_3_4
                        && error != IDNA.Error.LEADING_HYPHEN
                        && error != IDNA.Error.TRAILING_HYPHEN);
        return forbidden ? Optional.empty() : Optional.of(ascii.toString());
    }
}
