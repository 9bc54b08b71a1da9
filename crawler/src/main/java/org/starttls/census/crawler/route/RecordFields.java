package org.starttls.census.crawler.route;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The form that MTA-STS and TLSRPT records share.
 *
 * <pre>{@code
 * record      = version 1*(field-delim field) [field-delim]
 * field-delim = *WSP ";" *WSP
 * field       = name "=" value
 * }</pre>
 *
 * Tolerated deviations: none. Source: RFC 8461 s3.1, RFC 8460 s3.
 */
final class RecordFields {
    /** {@code ext-name "=" ext-value}. */
    private static final Pattern EXTENSION =
            Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,31}=[\\x21-\\x3A\\x3C\\x3E-\\x7E]+");

    private RecordFields() {}

    /**
     * The fields behind the version, unread.
     *
     * @return empty if the text does not begin with that very version and a delimiter, or nothing
     */
    static Optional<List<String>> after(String version, String text) {
        if (!text.startsWith(version)) {
            return Optional.empty();
        }
        String rest = text.substring(version.length());
        if (!rest.isEmpty() && !withoutLeadingSpace(rest).startsWith(";")) {
            return Optional.empty();
        }
        List<String> fields = new ArrayList<>();
        String[] parts = rest.split(";", -1);
        for (int i = 1; i < parts.length; i++) {
            boolean last = i == parts.length - 1;
            String field = withoutLeadingSpace(parts[i]);
            if (!(last && field.isEmpty())) {
                fields.add(last ? field : withoutTrailingSpace(field));
            }
        }
        return Optional.of(fields);
    }

    static boolean isExtension(String field) {
        return EXTENSION.matcher(field).matches();
    }

    private static String withoutLeadingSpace(String text) {
        int from = 0;
        while (from < text.length() && isSpace(text.charAt(from))) {
            from++;
        }
        return text.substring(from);
    }

    private static String withoutTrailingSpace(String text) {
        int to = text.length();
        while (to > 0 && isSpace(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(0, to);
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t';
    }
}
