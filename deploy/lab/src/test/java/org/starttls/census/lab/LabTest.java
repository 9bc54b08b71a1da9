package org.starttls.census.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.starttls.census.lab.plan.CertificatePlan;
import org.starttls.census.lab.plan.Lists;
import org.starttls.census.lab.plan.Persona;
import org.starttls.census.lab.plan.PlannedServer;
import org.starttls.census.lab.plan.TlsVersions;

/** The whole lab, visited through plain sockets and the TLS of the JDK. */
class LabTest {
    @TempDir
    private static Path folder;

    private static Lab lab;

    @BeforeAll
    static void starts() throws IOException {
        lab = Lab.start(new Lab.Settings(
                Lists.ofSize(1_000), 11, folder.resolve("truth.json"), Optional.of(folder.resolve("contacts.jsonl"))));
    }

    @AfterAll
    static void stops() {
        lab.close();
    }

    @Test
    void writesTruthAndTrustStoreBeforeItIsReady() {
        assertThat(folder.resolve("truth.json")).content().startsWith("{\"seed\":11,\"counts\":{\"N0\":1000");
        assertThat(folder.resolve("truth-trust-store.pem")).content().startsWith("-----BEGIN CERTIFICATE-----");
        assertThat(lab.readyLine())
                .startsWith("{\"resolver\":\"127.0.0.1:" + lab.dnsPort() + "\",\"smtp_port\":" + lab.smtpPort() + ",");
    }

    @ParameterizedTest
    @CsvSource({
        "HEALTHY, 220 .* ESMTP ready",
        "SLOW_GREETING, 220 .* ESMTP ready",
        "TEASER_GREETING, 220-.*",
        "MASKED_GREETING, '220 [*]+.*'",
        "BUSY_421, 421 .*",
        "REJECTS_554, 554 .*",
        "CLOSES_AT_ONCE, ''"
    })
    void greets(Persona persona, String pattern) throws IOException {
        try (Visit visit = visit(persona)) {
            assertThat(visit.line()).matches(pattern);
        }
    }

    @Test
    void refusesConnectionsWherePlanted() {
        assertThatThrownBy(() -> visit(Persona.REFUSED).close()).isInstanceOf(ConnectException.class);
    }

    @Test
    void turnsAwayTheFirstVisitorOnlyWherePlanted() throws IOException {
        try (Visit first = visit(Persona.BUSY_ONCE)) {
            assertThat(first.line()).startsWith("421 ");
        }
        try (Visit second = visit(Persona.BUSY_ONCE)) {
            assertThat(second.line()).startsWith("220 ");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "HEALTHY, 250-STARTTLS, 220 .*",
        "LOWER_CASE_KEYWORD, 250-starttls, 220 .*",
        "KEYWORD_WITH_PARAMETER, 250-STARTTLS OPTIONAL, 220 .*",
        "NO_STARTTLS_ECHO, 250-DSN, '500 .*\"STARTTLS\"'",
        "NO_STARTTLS_502, 250-DSN, 502 .*",
        "NO_STARTTLS_503, 250-DSN, 503 .*",
        "MASKED_KEYWORD, 250-XXXXXXXA, '500 .*\"XXXXXXXX\"'",
        "MASKED_ALL, 250-XXXXXXXX, '500 .*\"XXXXXXXX\"'",
        "HIDDEN, 250-DSN, 220 .*",
        "STARTTLS_454, 250-STARTTLS, 454 .*",
        "STARTTLS_501, 250-STARTTLS, 501 .*",
        "STARTTLS_502, 250-STARTTLS, 502 .*",
        "STARTTLS_200, 250-STARTTLS, 200 .*",
        "CLOSES_AT_STARTTLS, 250-STARTTLS, ''"
    })
    void offersAndAnswersStarttls(Persona persona, String offered, String pattern) throws IOException {
        try (Visit visit = visit(persona)) {
            assertThat(visit.line()).startsWith("220 ");
            assertThat(visit.ehlo()).contains(offered);
            assertThat(visit.ask("STARTTLS")).matches(pattern);
        }
    }

    @Test
    void knowsOnlyHeloWherePlanted() throws IOException {
        try (Visit visit = visit(Persona.HELO_ONLY)) {
            assertThat(visit.line()).startsWith("220 ");
            assertThat(visit.ask("EHLO client.example")).startsWith("502 ");
            assertThat(visit.ask("HELO client.example")).startsWith("250 ");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Persona.class,
            names = {"CLOSES_AFTER_220", "GARBAGE_AFTER_220", "HANDSHAKE_ALERT"})
    void failsTheHandshakeWherePlanted(Persona persona) throws IOException {
        try (Visit visit = visit(persona)) {
            visit.line();
            visit.ehlo();
            assertThat(visit.ask("STARTTLS")).startsWith("220 ");
            assertThatThrownBy(() -> visit.secure(lab.trustStore())).isInstanceOf(IOException.class);
        }
    }

    @Test
    void speaksTlsAndAnotherEhloInside() throws IOException {
        PlannedServer server = healthy(CertificatePlan.GOOD, TlsVersions.UP_TO_1_3);
        try (Visit visit = new Visit(server, lab.smtpPort())) {
            visit.line();
            visit.ehlo();
            visit.ask("STARTTLS");

            visit.secure(lab.trustStore());

            assertThat(visit.protocol()).isEqualTo("TLSv1.3");
            assertThat(visit.ehlo()).contains("250 SMTPUTF8").doesNotContain("250-STARTTLS");
            assertThat(visit.ask("QUIT")).startsWith("221 ");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = CertificatePlan.class,
            names = {"EXPIRED", "NOT_YET_VALID", "SELF_SIGNED", "UNKNOWN_ROOT", "MISSING_INTERMEDIATE"})
    void isNotTrustedWherePlanted(CertificatePlan certificate) throws IOException {
        try (Visit visit = new Visit(healthy(certificate, TlsVersions.UP_TO_1_3), lab.smtpPort())) {
            visit.line();
            visit.ehlo();
            visit.ask("STARTTLS");

            assertThatThrownBy(() -> visit.secure(lab.trustStore())).isInstanceOf(IOException.class);
        }
    }

    @Test
    void logsEachSession() throws IOException {
        Path log = folder.resolve("own-contacts.jsonl");
        Lab own = Lab.start(new Lab.Settings(Lists.ofSize(20), 1, folder.resolve("own.json"), Optional.of(log)));
        PlannedServer server = own.world().servers().values().stream()
                .filter(candidate -> candidate.persona() == Persona.HEALTHY)
                .findFirst()
                .orElseThrow();
        try (Visit visit = new Visit(server, own.smtpPort())) {
            visit.line();
            visit.ehlo();
            visit.ask("QUIT");
            assertThat(visit.line()).isEmpty();
        }

        own.close();

        assertThat(Files.readAllLines(log))
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .contains("\"address\":\"" + server.address() + "\"")
                        .contains("\"ehlo_name\":\"client.example\"")
                        .contains("\"commands\":[\"EHLO client.example\",\"QUIT\"]"));
    }

    private static Visit visit(Persona persona) throws IOException {
        return new Visit(
                lab.world().servers().values().stream()
                        .filter(server -> server.persona() == persona)
                        .findFirst()
                        .orElseThrow(),
                lab.smtpPort());
    }

    private static PlannedServer healthy(CertificatePlan certificate, TlsVersions tls) {
        return lab.world().servers().values().stream()
                .filter(server -> server.persona() == Persona.HEALTHY)
                .filter(server -> server.certificate() == certificate && server.tls() == tls)
                .findFirst()
                .orElseThrow();
    }
}
