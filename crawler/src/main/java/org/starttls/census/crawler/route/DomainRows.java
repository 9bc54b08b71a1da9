package org.starttls.census.crawler.route;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.starttls.census.crawler.dns.DnsAnswer;
import org.starttls.census.crawler.probe.dialogue.PeerText;
import org.starttls.census.schemas.DomainMxRow;
import org.starttls.census.schemas.DomainRow;
import org.starttls.census.schemas.DomainTask;
import org.starttls.census.schemas.Lookup;
import org.starttls.census.schemas.LookupFailure;
import org.starttls.census.schemas.PolicyRecord;
import org.starttls.census.schemas.Security;
import org.starttls.census.schemas.SkipReason;
import org.starttls.census.schemas.Tri;

/** Facts of a domain as they are stored. */
final class DomainRows {
    /** Texts stored of one name. Chosen: more than any honest name has. */
    static final int MAX_TEXTS = 10;

    /** Characters stored of one text, escapes counted as written. Chosen: several times the longest honest record. */
    static final int MAX_TEXT_CHARS = 1_024;

    /** Characters that stand for one byte when it is escaped, {@code \xNN}. */
    private static final int ESCAPE_CHARS = 4;

    private final Suffixes suffixes;
    private final String vantage;

    DomainRows(Suffixes suffixes, String vantage) {
        this.suffixes = Objects.requireNonNull(suffixes);
        this.vantage = Objects.requireNonNull(vantage);
    }

    DomainRow domain(DomainTask task, DomainFacts facts, int lookupAttempts) {
        String name = task.getDomain();
        DomainRow row = new DomainRow();
        row.setDomain(name);
        row.setRank(task.getRank());
        row.setLineNumber(task.getLineNumber());
        row.setTld(name.substring(name.lastIndexOf('.') + 1));
        row.setRegistrableDomain(suffixes.registrableDomain(name).orElse(null));
        row.setLookupAttempts(lookupAttempts);
        row.setObservedAt(facts.observedAt().truncatedTo(ChronoUnit.MICROS));
        row.setVantage(vantage);
        row.setMxExtendedErrors(List.of());
        putMx(row, facts.mx());
        putRoute(row, facts.route());
        row.setMtaStsRecord(PolicyRecord.valueOf(facts.mtaSts().kind().name()));
        row.setMtaStsTxt(texts(PolicyKind.MTA_STS, facts.mtaSts()));
        row.setMtaStsError(fault(facts.mtaSts()));
        row.setTlsrptRecord(PolicyRecord.valueOf(facts.tlsrpt().kind().name()));
        row.setTlsrptTxt(texts(PolicyKind.TLSRPT, facts.tlsrpt()));
        row.setTlsrptError(fault(facts.tlsrpt()));
        return row;
    }

    /** One row a mail host, in the order of preference. */
    static List<DomainMxRow> mailHosts(String domain, MailRoute route) {
        List<DomainMxRow> rows = new ArrayList<>();
        for (MailHost host : route.mailHosts()) {
            rows.add(new DomainMxRow(
                    domain, host.name(), host.preference(), host.isHostName() ? null : SkipReason.NOT_A_HOST_NAME));
        }
        return rows;
    }

    private static void putMx(DomainRow row, Optional<DnsAnswer> mx) {
        row.setMxLookup(mx.map(answer -> Lookup.valueOf(answer.kind().name())).orElse(Lookup.NOT_ASKED));
        row.setMxSecurity(
                mx.map(answer -> Security.valueOf(answer.provenance().security().name()))
                        .orElse(Security.UNKNOWN));
        row.setCnameChain(mx.map(answer -> answer.provenance().aliases()).orElse(List.of()));
    }

    private static void putRoute(DomainRow row, MailRoute route) {
        row.setMxCount(route.mailHosts().size());
        row.setMxCut(0);
        row.setMailRoute(
                switch (route.kind()) {
                    case EXPLICIT_MX -> {
                        MailRoute.ExplicitMx explicit = (MailRoute.ExplicitMx) route;
                        row.setMxCut(explicit.cut());
                        row.setNullMxWithOthers(explicit.nullBeside() ? Tri.YES : Tri.NO);
                        yield org.starttls.census.schemas.MailRoute.EXPLICIT_MX;
                    }
                    case IMPLICIT_MX -> org.starttls.census.schemas.MailRoute.IMPLICIT_MX;
                    case NULL_MX -> {
                        row.setNullMxWithOthers(Tri.NO);
                        yield org.starttls.census.schemas.MailRoute.NULL_MX;
                    }
                    case NO_MAIL_HOST -> org.starttls.census.schemas.MailRoute.NO_MAIL_HOST;
                    case NO_SUCH_DOMAIN -> org.starttls.census.schemas.MailRoute.NO_SUCH_DOMAIN;
                    case LOOKUP_FAILED -> {
                        row.setMxLookupFailure(LookupFailure.valueOf(
                                ((MailRoute.LookupFailed) route).failure().name()));
                        yield org.starttls.census.schemas.MailRoute.LOOKUP_FAILED;
                    }
                    case LOCAL_FAULT -> {
                        row.setMxLookup(Lookup.FAILED);
                        row.setMxLookupFailure(LookupFailure.LOCAL_FAULT);
                        yield org.starttls.census.schemas.MailRoute.LOOKUP_FAILED;
                    }
                    case OPTED_OUT -> {
                        row.setSkipReason(SkipReason.OPTED_OUT);
                        yield org.starttls.census.schemas.MailRoute.SKIPPED;
                    }
                });
    }

    /** Attempts at the record first, so that the cut spares them; then by text, so that the order is nobody's chance. */
    private static List<String> texts(PolicyKind kind, PolicyFinding finding) {
        return finding.texts().stream()
                .sorted(Comparator.comparing((String text) -> !kind.isAttempt(text))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(MAX_TEXTS)
                .map(DomainRows::bounded)
                .toList();
    }

    /** Escaped, and cut before the character that would pass the limit. */
    private static String bounded(String text) {
        String escaped = PeerText.escape(text);
        if (escaped.length() <= MAX_TEXT_CHARS) {
            return escaped;
        }
        int end = MAX_TEXT_CHARS;
        int escape = escaped.lastIndexOf('\\', end - 1);
        return escaped.substring(0, escape >= 0 && escape + ESCAPE_CHARS > end ? escape : end);
    }

    private static String fault(PolicyFinding finding) {
        return finding instanceof PolicyFinding.Invalid invalid
                ? invalid.fault().name()
                : null;
    }
}
