package org.starttls.census.crawler.route;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The text at _mta-sts. Source: RFC 8461 s3.1.
 *
 * <pre>{@code
 * sts-text-record = sts-version 1*(sts-field-delim sts-field) [sts-field-delim]
 * sts-version     = %s"v=STSv1"
 * sts-field       = sts-id / sts-extension       ; one sts-id is required
 * sts-id          = %s"id=" 1*32(ALPHA / DIGIT)
 * }</pre>
 *
 * Tolerated deviations: none. A second id, on which the grammar is silent, is a fault: it leaves open which one counts.
 */
final class MtaStsRecord {
    private static final String VERSION = "v=STSv1";
    private static final String ID = "id=";

    /** Characters of an id: 1 to 32. */
    private static final Pattern ID_VALUE = Pattern.compile("[A-Za-z0-9]{1,32}");

    private MtaStsRecord() {}

    /** What is wrong with the text first; empty if it is a valid record. */
    static Optional<PolicyFault> fault(String text) {
        Optional<List<String>> fields = RecordFields.after(VERSION, text);
        if (fields.isEmpty()) {
            return Optional.of(PolicyFault.BAD_VERSION);
        }
        int ids = 0;
        for (String field : fields.get()) {
            if (field.startsWith(ID)) {
                ids++;
                if (!ID_VALUE.matcher(field.substring(ID.length())).matches()) {
                    return Optional.of(PolicyFault.BAD_ID);
                }
            } else if (!RecordFields.isExtension(field)) {
                return Optional.of(PolicyFault.BAD_FIELD);
            }
        }
        return switch (ids) {
            case 0 -> Optional.of(PolicyFault.NO_ID);
            case 1 -> Optional.empty();
            default -> Optional.of(PolicyFault.SECOND_ID);
        };
    }
}
