package org.starttls.census.analyzer.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.starttls.census.analyzer.judge.HostOperator.Evidence;
import org.starttls.census.analyzer.judge.HostOperator.Source;

/** Cases after Liu et al., IMC 2021; names invented. */
class HostOperatorTest {
    /** The last two labels; com, net and org exist. */
    private static final RegistrableDomains DOMAINS = new RegistrableDomains() {
        @Override
        public String of(String name) {
            String[] labels = name.split("\\.");
            int n = labels.length;
            return n < 2 ? name : labels[n - 2] + "." + labels[n - 1];
        }

        @Override
        public boolean knowsTopLevelOf(String name) {
            return Stream.of(".com", ".net", ".org").anyMatch(name::endsWith);
        }
    };

    @Test
    void aCustomersNameInFrontOfAProvidersServersIsTheProviders() {
        assertThat(operator("mx.customer.com", shown("mx1.provider.net", "mx2.provider.net")))
                .isEqualTo(new HostOperator("provider.net", Source.CERTIFICATE));
    }

    @Test
    void wildcardsTellWhatTheyCover() {
        assertThat(operator("mx.customer.com", shown("*.mail.provider.net")).domain())
                .isEqualTo("provider.net");
    }

    @Test
    void aCertificateThatNamesTheHostsOwnDomainToldIt() {
        assertThat(operator("mx.own.com", shown("a.big.net", "b.big.net", "MX.own.com"))
                        .domain())
                .isEqualTo("own.com");
    }

    @Test
    void ofEquallyManyNamesTheFirstByTheAlphabetCounts() {
        assertThat(operator("mx.customer.com", shown("x.zeta.net", "x.alpha.net"))
                        .domain())
                .isEqualTo("alpha.net");
    }

    @Test
    void namesThatAreNoneAreLeftOut() {
        assertThat(operator("mx.customer.com", shown("localhost", "192.0.2.1", "-bad-.net", "")))
                .isEqualTo(new HostOperator("said.org", Source.GREETING));
    }

    @Test
    void greetingAndEhloReplyTellWhereNoCertificateDoes() {
        assertThat(operator("mx.customer.com", said("smtp7.provider.net ESMTP ready", "Smtp7.Provider.NET.")))
                .isEqualTo(new HostOperator("provider.net", Source.GREETING));
    }

    @Test
    void oneOfTheTwoIsEnough() {
        assertThat(operator("mx.customer.com", said("ESMTP", "mx.provider.net")).source())
                .isEqualTo(Source.GREETING);
        assertThat(operator("mx.customer.com", said("mx.provider.net hi", null)).source())
                .isEqualTo(Source.GREETING);
    }

    @Test
    void greetingAndEhloReplyThatDifferTellNothing() {
        assertThat(operator("mx.customer.com", said("mx.provider.net ESMTP", "mx.other.org")))
                .isEqualTo(new HostOperator("customer.com", Source.MX_NAME));
    }

    @Test
    void aNameInsideSomebodysNetworkTellsNothing() {
        assertThat(operator("mx.customer.com", said("exch01.corp.lan ESMTP", "exch01.corp.lan"))
                        .source())
                .isEqualTo(Source.MX_NAME);
        assertThat(operator("mx.customer.com", said("localhost.localdomain ESMTP", null))
                        .source())
                .isEqualTo(Source.MX_NAME);
    }

    @Test
    void aTopLevelDomainThatTheHostsNameHasExists() {
        assertThat(operator("mx.customer.test", said("mx.provider.test ESMTP", null))
                        .domain())
                .isEqualTo("provider.test");
    }

    @Test
    void theNameThatAHosterGivesAMachineByItsAddressTellsNothing() {
        for (String name :
                List.of("s192-0-2-25.hoster.net", "25.2.0.192.static.hoster.net", "ip-192.0.2.25.hoster.net")) {
            assertThat(operator("mx.customer.com", said(name + " ESMTP", name)).source())
                    .as(name)
                    .isEqualTo(Source.MX_NAME);
        }
        assertThat(operator("mx.customer.com", said("mx25.hoster.net ESMTP", null))
                        .domain())
                .isEqualTo("hoster.net");
    }

    @Test
    void maskedGreetingsTellNothing() {
        assertThat(operator("mx.customer.com", said("****************", null)).source())
                .isEqualTo(Source.MX_NAME);
    }

    @Test
    void mostAddressesWithTheStrongestSourceDecide() {
        assertThat(operator(
                        "mx.customer.com",
                        said("mx.one.net", null),
                        said("mx.one.net", null),
                        shown("mx.two.net"),
                        shown("mx.three.net"),
                        shown("mx.three.net")))
                .isEqualTo(new HostOperator("three.net", Source.CERTIFICATE));
    }

    @Test
    void aHostNobodyReachedIsRunByItsName() {
        assertThat(operator("mx.customer.com")).isEqualTo(new HostOperator("customer.com", Source.MX_NAME));
    }

    private static HostOperator operator(String host, Evidence... addresses) {
        return HostOperator.of(host, List.of(addresses), DOMAINS);
    }

    private static Evidence shown(String... names) {
        return new Evidence("192.0.2.25", List.of(names), Optional.of("mx.said.org"), Optional.empty());
    }

    private static Evidence said(String greeting, String ehloName) {
        return new Evidence("192.0.2.25", List.of(), Optional.of(greeting), Optional.ofNullable(ehloName));
    }
}
