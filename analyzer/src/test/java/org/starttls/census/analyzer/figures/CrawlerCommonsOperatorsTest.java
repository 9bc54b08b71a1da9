package org.starttls.census.analyzer.figures;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CrawlerCommonsOperatorsTest {
    @ParameterizedTest(name = "{0} is run by {1}")
    @CsvSource({
        "contoso-com.mail.protection.outlook.com, outlook.com",
        "mx.example.co.uk, example.co.uk",
        "co.uk, co.uk",
        "mx1.op.test, op.test",
        "op.test, op.test",
        "localhost, localhost",
        "xn--mx-bcher-kva.example, xn--mx-bcher-kva.example"
    })
    void namesTheRegistrableDomain(String host, String operator) {
        assertThat(CrawlerCommonsOperators.operator(host)).isEqualTo(operator);
    }
}
