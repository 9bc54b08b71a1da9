package org.starttls.census.analyzer.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.starttls.census.analyzer.judge.RegistrableDomains;

class CrawlerCommonsDomainsTest {
    @ParameterizedTest(name = "{0} belongs to {1}")
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
        assertThat(new CrawlerCommonsDomains().of(host)).isEqualTo(operator);
    }

    @Test
    void knowsTopLevelDomainsThatAreDelegatedOnly() {
        RegistrableDomains domains = new CrawlerCommonsDomains();

        assertThat(domains.knowsTopLevelOf("mx.example.com")).isTrue();
        assertThat(domains.knowsTopLevelOf("srv01.corp.lan")).isFalse();
        assertThat(domains.knowsTopLevelOf("localhost.localdomain")).isFalse();
    }
}
