package org.starttls.census.analyzer.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RuleTest {
    @ParameterizedTest
    @EnumSource
    void isNamedInTheMethod(Rule rule) throws IOException {
        assertThat(Files.readString(Path.of("..", "docs", "method.md"))).contains("`" + rule.name() + "`");
        assertThat(rule.source()).matches("RFC \\d{4} s(\\d+|[A-Z])(\\.\\d+)*");
        assertThat(rule.sentence()).endsWith(".");
    }

    @Test
    void coversEveryStatusSignAndWeakness() {
        assertThat(CertificateStatus.values())
                .allSatisfy(status -> assertThat(status.rule()).isNotNull());
        assertThat(Weakness.values())
                .allSatisfy(weakness -> assertThat(weakness.rule()).isNotNull());
        assertThat(Sign.values()).allSatisfy(sign -> assertThat(sign.rule()).isNotNull());
    }

    @Test
    void symbolsAreThoseOfTheTables() {
        assertThat(names(CertificateStatus.values()))
                .isEqualTo(names(org.starttls.census.schemas.CertificateStatus.values()));
        assertThat(names(Refusal.values())).isEqualTo(names(org.starttls.census.schemas.Refusal.values()));
        assertThat(names(ChainTrust.values())).isEqualTo(names(org.starttls.census.schemas.ChainTrust.values()));
        assertThat(names(Truth.values())).isEqualTo(names(org.starttls.census.schemas.Tri.values()));
    }

    private static List<String> names(Enum<?>[] constants) {
        return Arrays.stream(constants).map(Enum::name).toList();
    }
}
