package org.starttls.census.crawler.route;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The two records by which a domain promises something about its mail. */
enum PolicyKind {
    /** Source: RFC 8461 s3.1. */
    MTA_STS("_mta-sts.", "v=sts"),
    /** Source: RFC 8460 s3. */
    TLSRPT("_smtp._tls.", "v=tlsrpt");

    private final String label;
    private final String attempt;

    PolicyKind(String label, String attempt) {
        this.label = label;
        this.attempt = attempt;
    }

    /** Where a domain's record stands. */
    String owner(String domain) {
        return label + domain;
    }

    /** Whether a text tries to be such a record; others at the same name are nothing to it. */
    boolean isAttempt(String text) {
        return text.length() >= attempt.length()
                && text.substring(0, attempt.length()).toLowerCase(Locale.ROOT).equals(attempt);
    }

    /** What is wrong with a text; empty if it is a valid record. */
    Optional<PolicyFault> fault(String text) {
        return switch (this) {
            case MTA_STS -> MtaStsRecord.fault(text);
            case TLSRPT -> TlsrptRecord.fault(text);
        };
    }

    /** Judges all texts at the name together. */
    PolicyFinding judge(List<String> texts) {
        List<String> attempts = texts.stream().filter(this::isAttempt).toList();
        if (attempts.isEmpty()) {
            return new PolicyFinding.None(texts);
        }
        if (attempts.size() > 1) {
            return new PolicyFinding.Invalid(texts, PolicyFault.MORE_THAN_ONE);
        }
        Optional<PolicyFault> fault = fault(attempts.get(0));
        return fault.isPresent() ? new PolicyFinding.Invalid(texts, fault.get()) : new PolicyFinding.Valid(texts);
    }
}
