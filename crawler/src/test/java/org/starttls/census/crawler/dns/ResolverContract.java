package org.starttls.census.crawler.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every resolver does, the one on the wire and the one in memory. */
abstract class ResolverContract {
    /** A resolver that sees the zone; tries are short and few. */
    abstract Resolver resolving(ScriptedZone zone) throws Exception;

    private DnsAnswer ask(ScriptedZone zone, String name, RecordType type) throws Exception {
        return resolving(zone)
                .ask(DnsQuestion.ofDomain(name, type))
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
    }

    @Test
    void findsMailExchangesInLowerCaseWithoutTheTrailingDot() throws Exception {
        ScriptedZone zone =
                new ScriptedZone().with("example.org", RecordType.MX, "10 MX1.Example.ORG.", "20 mx2.example.org.");

        DnsAnswer answer = ask(zone, "example.org", RecordType.MX);

        assertThat(((DnsAnswer.Found) answer).records())
                .containsExactlyInAnyOrder(
                        new DnsRecord.Mx(10, "mx1.example.org"), new DnsRecord.Mx(20, "mx2.example.org"));
        assertThat(answer.provenance().rcode()).hasValue(0);
        assertThat(answer.provenance().answeredBy()).isPresent();
        assertThat(answer.provenance().aliases()).isEmpty();
    }

    @Test
    void writesTheRootAsADot() throws Exception {
        DnsAnswer answer =
                ask(new ScriptedZone().with("example.org", RecordType.MX, "0 ."), "example.org", RecordType.MX);

        assertThat(((DnsAnswer.Found) answer).records()).containsExactly(new DnsRecord.Mx(0, "."));
    }

    @Test
    void findsAddressesOfBothFamilies() throws Exception {
        ScriptedZone zone = new ScriptedZone()
                .with("mx.example.org", RecordType.A, "192.0.2.1")
                .with("mx.example.org", RecordType.AAAA, "2001:db8::1");

        DnsAnswer four = ask(zone, "mx.example.org", RecordType.A);
        DnsAnswer six = ask(zone, "mx.example.org", RecordType.AAAA);

        assertThat(address(four)).isEqualTo("192.0.2.1");
        assertThat(address(six)).isEqualTo("2001:db8:0:0:0:0:0:1");
        assertThat(((DnsRecord.Address) ((DnsAnswer.Found) six).records().get(0)).address())
                .isInstanceOf(Inet6Address.class);
    }

    @Test
    void joinsTheStringsOfATextWithoutASeparator() throws Exception {
        String text = "v=STSv1; id=" + "a".repeat(300) + "\u00ff";

        DnsAnswer answer =
                ask(new ScriptedZone().with("_x.example.org", RecordType.TXT, text), "_x.example.org", RecordType.TXT);

        assertThat(((DnsAnswer.Found) answer).records()).containsExactly(new DnsRecord.Text(text));
    }

    @Test
    void tellsANameWithoutTheTypeFromANameThatDoesNotExist() throws Exception {
        ScriptedZone zone = new ScriptedZone().with("example.org", RecordType.A, "192.0.2.1");

        assertThat(ask(zone, "example.org", RecordType.MX)).isInstanceOf(DnsAnswer.NoData.class);
        assertThat(ask(zone, "other.example.org", RecordType.MX)).isInstanceOf(DnsAnswer.NoSuchName.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = LookupFailure.class,
            names = {"TIMEOUT", "SERVFAIL", "REFUSED", "OTHER_RCODE", "MALFORMED"})
    void namesTheFailure(LookupFailure failure) throws Exception {
        DnsAnswer answer = ask(new ScriptedZone().failing("example.org", failure), "example.org", RecordType.MX);

        assertThat(((DnsAnswer.Failed) answer).failure()).isEqualTo(failure);
        assertThat(answer.provenance().answeredBy().isPresent()).isEqualTo(failure != LookupFailure.TIMEOUT);
    }

    @Test
    void followsAliasesAndListsThemInOrder() throws Exception {
        ScriptedZone zone = new ScriptedZone()
                .alias("example.org", "a.example.net")
                .alias("a.example.net", "b.example.net")
                .with("b.example.net", RecordType.MX, "10 mx.example.net");

        DnsAnswer answer = ask(zone, "example.org", RecordType.MX);

        assertThat(answer).isInstanceOf(DnsAnswer.Found.class);
        assertThat(answer.provenance().aliases()).containsExactly("a.example.net", "b.example.net");
    }

    @Test
    void saysOfTheLastAliasThatItDoesNotExistOrHasNoData() throws Exception {
        ScriptedZone zone = new ScriptedZone()
                .alias("gone.example.org", "nowhere.example.net")
                .alias("bare.example.org", "host.example.net")
                .with("host.example.net", RecordType.A, "192.0.2.1");

        DnsAnswer gone = ask(zone, "gone.example.org", RecordType.MX);
        DnsAnswer bare = ask(zone, "bare.example.org", RecordType.MX);

        assertThat(gone).isInstanceOf(DnsAnswer.NoSuchName.class);
        assertThat(gone.provenance().aliases()).containsExactly("nowhere.example.net");
        assertThat(bare).isInstanceOf(DnsAnswer.NoData.class);
        assertThat(bare.provenance().aliases()).containsExactly("host.example.net");
    }

    @Test
    void namesALoopOfAliases() throws Exception {
        ScriptedZone zone =
                new ScriptedZone().alias("example.org", "a.example.net").alias("a.example.net", "example.org");

        DnsAnswer answer = ask(zone, "example.org", RecordType.MX);

        assertThat(((DnsAnswer.Failed) answer).failure()).isEqualTo(LookupFailure.CNAME_LOOP);
    }

    @Test
    void followsAsManyAliasesAsTheLimitAllows() throws Exception {
        DnsAnswer answer = ask(chain(DnsQuestion.MAX_DOMAIN_ALIASES), "n0.example.org", RecordType.A);

        assertThat(answer).isInstanceOf(DnsAnswer.Found.class);
        assertThat(answer.provenance().aliases()).hasSize(DnsQuestion.MAX_DOMAIN_ALIASES);
    }

    @Test
    void callsOneAliasMoreThanTheLimitALoop() throws Exception {
        DnsAnswer answer = ask(chain(DnsQuestion.MAX_DOMAIN_ALIASES + 1), "n0.example.org", RecordType.A);

        assertThat(((DnsAnswer.Failed) answer).failure()).isEqualTo(LookupFailure.CNAME_LOOP);
        assertThat(answer.provenance().aliases()).hasSize(DnsQuestion.MAX_DOMAIN_ALIASES);
    }

    private static ScriptedZone chain(int aliases) {
        ScriptedZone zone = new ScriptedZone().with("n" + aliases + ".example.org", RecordType.A, "192.0.2.1");
        for (int i = 0; i < aliases; i++) {
            zone.alias("n" + i + ".example.org", "n" + (i + 1) + ".example.org");
        }
        return zone;
    }

    private static String address(DnsAnswer answer) {
        List<DnsRecord> records = ((DnsAnswer.Found) answer).records();
        return ((DnsRecord.Address) records.get(0)).address().getHostAddress();
    }
}
