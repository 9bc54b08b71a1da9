package org.starttls.census.crawler.certificate;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.starttls.census.schemas.CertificateRow;
import org.starttls.census.schemas.CertificateTask;
import org.starttls.census.schemas.Tri;

/** A certificate as the row that is stored of it. Here and not among the other codecs, whose room uses this one. */
final class CertificateCodec {
    /** Characters of a text column. A name of a certificate may be as long as the certificate. Chosen. */
    static final int MAX_TEXT_CHARS = 4_096;

    /** Times that cannot be counted in microseconds of 64 bits are moved to the ends of what can. */
    private static final Instant EARLIEST = Instant.parse("-9999-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private CertificateCodec() {}

    /** The certificate of a task, without consuming the task's buffer. */
    static Der der(CertificateTask task) {
        ByteBuffer buffer = task.getDer().duplicate();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return Der.of(bytes);
    }

    /**
     * A row with its facts or with the reason why there are none.
     *
     * @param facts what stands in the certificate
     * @param error why it cannot be read
     */
    static CertificateRow row(Der der, Optional<CertificateFacts> facts, Optional<String> error) {
        CertificateRow row = new CertificateRow();
        row.setSha256(der.sha256().hex());
        row.setDer(der.buffer());
        row.setCommonNames(List.of());
        row.setDnsNames(List.of());
        row.setSelfSigned(Tri.UNKNOWN);
        row.setParseError(error.map(CertificateCodec::text).orElse(null));
        facts.ifPresent(known -> put(row, known));
        return row;
    }

    private static void put(CertificateRow row, CertificateFacts facts) {
        row.setSubject(text(facts.subject()));
        row.setIssuer(text(facts.issuer()));
        row.setSerial(text(facts.serial()));
        row.setCommonNames(
                facts.commonNames().stream().map(CertificateCodec::text).toList());
        row.setDnsNames(facts.dnsNames().stream().map(CertificateCodec::text).toList());
        row.setNotBefore(time(facts.validity().notBefore()));
        row.setNotAfter(time(facts.validity().notAfter()));
        row.setKeyAlgorithm(facts.keyAlgorithm());
        row.setKeyBits(facts.keyBits().orElse(null));
        row.setSignatureAlgorithm(text(facts.signatureAlgorithm()));
        row.setSpkiSha256(facts.spki().hex());
        row.setSelfSigned(facts.selfSigned().map(yes -> yes ? Tri.YES : Tri.NO).orElse(Tri.UNKNOWN));
    }

    private static Instant time(Instant time) {
        Instant bounded = time.isBefore(EARLIEST) ? EARLIEST : time.isAfter(LATEST) ? LATEST : time;
        return bounded.truncatedTo(ChronoUnit.MICROS);
    }

    /** Bounded, and without control characters or halves of surrogate pairs: names are the peer's. */
    private static String text(String text) {
        StringBuilder safe = new StringBuilder(Math.min(text.length(), MAX_TEXT_CHARS));
        text.codePoints().takeWhile(c -> safe.length() < MAX_TEXT_CHARS - 8).forEach(c -> {
            boolean plain = !Character.isISOControl(c) && Character.getType(c) != Character.SURROGATE;
            if (plain) {
                safe.appendCodePoint(c);
            } else {
                safe.append(String.format("\\x%02x", c));
            }
        });
        return safe.toString();
    }
}
