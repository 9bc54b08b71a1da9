package org.starttls.census.analyzer.judge.chain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** The server cases of x509-limbo as they lie in the resources; see the NOTICE beside them. */
final class JacksonLimboCases {
    /** For cases without a time of their own: any in the years 1970 to 2969 of their certificates would do. */
    private static final Instant ANY_TIME = Instant.parse("2026-01-01T00:00:00Z");

    /**
     * One question and its answer.
     *
     * @param chain the peer's certificate, then the untrusted ones; empty if the peer's cannot be parsed
     * @param peerName DNS name or address; absent: any
     * @param expectsSuccess whether a validator is expected to accept
     */
    record LimboCase(
            String id,
            List<Certificate> anchors,
            List<Certificate> chain,
            Optional<String> peerName,
            Instant at,
            boolean expectsSuccess) {}

    private JacksonLimboCases() {}

    static List<LimboCase> read() {
        try (InputStream in = JacksonLimboCases.class.getResourceAsStream("/x509-limbo/server-cases.json.gz")) {
            List<LimboCase> cases = new ArrayList<>();
            new ObjectMapper()
                    .readTree(new GZIPInputStream(in))
                    .get("testcases")
                    .forEach(node -> cases.add(limboCase(node)));
            return cases;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static LimboCase limboCase(JsonNode node) {
        List<Certificate> chain = new ArrayList<>();
        parse(node.get("peer_certificate")).ifPresent(peer -> {
            chain.add(peer);
            chain.addAll(all(node.get("untrusted_intermediates")));
        });
        JsonNode time = node.get("validation_time");
        return new LimboCase(
                node.get("id").textValue(),
                all(node.get("trusted_certs")),
                chain,
                Optional.ofNullable(node.get("expected_peer_name").get("value")).map(JsonNode::textValue),
                time.isNull()
                        ? ANY_TIME
                        : OffsetDateTime.parse(time.textValue()).toInstant(),
                node.get("expected_result").textValue().equals("SUCCESS"));
    }

    private static List<Certificate> all(JsonNode pems) {
        List<Certificate> certificates = new ArrayList<>();
        pems.forEach(pem -> parse(pem).ifPresent(certificates::add));
        return certificates;
    }

    private static Optional<Certificate> parse(JsonNode pem) {
        String body = pem.textValue().replaceAll("-----[A-Z ]+-----", "");
        byte[] der = Base64.getMimeDecoder().decode(body);
        try {
            String sha256 = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(der));
            return Certificate.parse(sha256, der);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
