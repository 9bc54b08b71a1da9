package org.starttls.census.crawler.route;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The text at _smtp._tls. Source: RFC 8460 s3.
 *
 * <pre>{@code
 * tlsrpt-record  = tlsrpt-version 1*(field-delim tlsrpt-field) [field-delim]
 * tlsrpt-version = %s"v=TLSRPTv1"
 * tlsrpt-field   = tlsrpt-rua / tlsrpt-extension  ; one tlsrpt-rua is required
 * tlsrpt-rua     = %s"rua=" tlsrpt-uri *(*WSP "," *WSP tlsrpt-uri)
 * tlsrpt-uri     = URI                            ; "," "!" and ";" encoded; mailto or https
 * }</pre>
 *
 * Tolerated deviations: none. A second rua, on which the grammar is silent, is a fault, as a second id is in MTA-STS.
 */
final class TlsrptRecord {
    private static final String VERSION = "v=TLSRPTv1";
    private static final String RUA = "rua=";

    private TlsrptRecord() {}

    /** What is wrong with the text first; empty if it is a valid record. */
    static Optional<PolicyFault> fault(String text) {
        Optional<List<String>> fields = RecordFields.after(VERSION, text);
        if (fields.isEmpty()) {
            return Optional.of(PolicyFault.BAD_VERSION);
        }
        int ruas = 0;
        for (String field : fields.get()) {
            if (field.startsWith(RUA)) {
                ruas++;
                if (!isUriList(field.substring(RUA.length()))) {
                    return Optional.of(PolicyFault.BAD_RUA);
                }
            } else if (!RecordFields.isExtension(field)) {
                return Optional.of(PolicyFault.BAD_FIELD);
            }
        }
        return switch (ruas) {
            case 0 -> Optional.of(PolicyFault.NO_RUA);
            case 1 -> Optional.empty();
            default -> Optional.of(PolicyFault.SECOND_RUA);
        };
    }

    private static boolean isUriList(String list) {
        for (String uri : list.split("[ \t]*,[ \t]*", -1)) {
            if (!isReportUri(uri)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isReportUri(String text) {
        if (text.indexOf('!') >= 0 || text.chars().anyMatch(c -> c > '~')) {
            return false;
        }
        try {
            URI uri = new URI(text);
            return switch (uri.isAbsolute() ? uri.getScheme().toLowerCase(Locale.ROOT) : "") {
                case "mailto" -> uri.getRawSchemeSpecificPart().matches("[^@?]+@[^@?]+(\\?.*)?");
                case "https" -> uri.getRawAuthority() != null;
                default -> false;
            };
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
