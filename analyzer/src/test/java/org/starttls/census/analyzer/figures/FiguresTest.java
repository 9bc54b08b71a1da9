package org.starttls.census.analyzer.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.starttls.census.analyzer.campaign.CampaignFolder;
import org.starttls.census.analyzer.campaign.VerdictSet;
import org.starttls.census.analyzer.engine.DuckdbEngine;

class FiguresTest {
    @TempDir
    static Path folder;

    private static CampaignFigures figures;

    @BeforeAll
    static void compute() {
        figures = compute(SmallCampaign.write(folder.resolve("small")));
    }

    private static CampaignFigures compute(Path path) {
        CampaignFolder campaign = CampaignFolder.find(path.toString(), Path.of("campaigns"));
        try (DuckdbEngine engine = SmallCampaign.open(campaign)) {
            return Figures.compute(engine, campaign, VerdictSet.own("1"));
        }
    }

    @Test
    void countsEveryStepOfTheFunnelAndItsLosses() {
        assertThat(figures.counts())
                .containsAllEntriesOf(
                        Map.of("N0", 15L, "N1", 12L, "N1.lost.DUPLICATE", 2L, "N1.lost.URL", 1L, "N2", 11L))
                .containsAllEntriesOf(Map.of("N2.lost.OPTED_OUT", 1L, "N3", 10L, "N3.lost.LOOKUP_FAILED", 1L, "N4", 7L))
                .containsAllEntriesOf(
                        Map.of("N4.lost.NULL_MX", 1L, "N4.lost.NO_MAIL_HOST", 1L, "N4.lost.NO_SUCH_DOMAIN", 1L))
                .containsAllEntriesOf(Map.of("N4.EXPLICIT_MX", 6L, "N4.IMPLICIT_MX", 1L))
                .containsAllEntriesOf(Map.of("N5", 7L, "N5.FOUND", 6L, "N5.FAILED", 1L))
                .containsAllEntriesOf(Map.of("N6", 8L, "N6.v4", 7L, "N6.v6", 1L, "N6.distinct", 8L, "N7", 5L))
                .containsAllEntriesOf(
                        Map.of("N7.lost.FAMILY_UNAVAILABLE", 1L, "N7.lost.TIMED_OUT", 1L, "N7.lost.LOCAL_FAULT", 1L))
                .containsAllEntriesOf(Map.of("N8", 5L, "N9", 4L, "N9.lost.HELO_ONLY", 1L, "N10", 3L))
                .containsAllEntriesOf(Map.of("N10.lost.NOT_OFFERED", 1L, "N11", 3L, "N11.lost.REJECTED", 1L))
                .containsAllEntriesOf(Map.of("N11.lost.HIDDEN_BUT_SUPPORTED", -1L, "N12", 3L, "N13", 3L, "N14", 2L))
                .containsAllEntriesOf(Map.of("N14.lost.SELF_SIGNED", 1L, "N15", 1L, "N15.lost.NAME_MISMATCH", 1L))
                .containsAllEntriesOf(Map.of("N16", 1L, "T2.VALID", 1L, "T2.SELF_SIGNED", 1L, "T2.NAME_MISMATCH", 1L))
                .containsAllEntriesOf(
                        Map.of("T2.EXPIRED", 0L, "T2.distinct.VALID", 1L, "T2.distinct.NAME_MISMATCH", 0L))
                .containsAllEntriesOf(Map.of("T7.TLSv1.3", 2L, "T7.TLSv1.2", 1L));
        assertThat(figures.books().broken()).isEmpty();
    }

    @Test
    void turnsUnknownIntoBoundsAndNeverIntoNo() {
        Figure any = figures.figure("starttls.domain.any");

        assertThat(any.numerator()).isEqualTo(4);
        assertThat(any.denominator()).isEqualTo(4);
        assertThat(any.unknown()).isEqualTo(3);
        assertThat(any.value()).hasValueSatisfying(value -> assertThat(value).isEqualByComparingTo("1"));
        assertThat(any.lower()).hasValueSatisfying(value -> assertThat(value).isEqualByComparingTo("0.571429"));
        assertThat(any.upper()).hasValueSatisfying(value -> assertThat(value).isEqualByComparingTo("1"));
    }

    @Test
    void leavesUnreachableEndpointsOutUnderTheSecondRule() {
        assertThat(ratio("starttls.domain.any.reached")).isEqualTo("4/5+0");
        assertThat(ratio("starttls.domain.all.reached")).isEqualTo("3/5+0");
        assertThat(ratio("starttls.domain.primary.reached")).isEqualTo("4/5+0");
        assertThat(ratio("starttls.host.any")).isEqualTo("3/4+2");
        assertThat(ratio("starttls.host.all")).isEqualTo("2/4+2");
        assertThat(ratio("starttls.host.any.reached")).isEqualTo("3/5+0");
    }

    @Test
    void printsSeveralDenominatorsOfTheSameFacts() {
        assertThat(ratio("starttls.address")).isEqualTo("3/5+3");
        assertThat(ratio("starttls.address.reached")).isEqualTo("3/5+0");
        assertThat(ratio("offered.address.n9")).isEqualTo("3/4+0");
        assertThat(ratio("accepted.address.n9")).isEqualTo("3/4+0");
        assertThat(ratio("handshake.address.n11")).isEqualTo("3/3+0");
        assertThat(ratio("certificate.address.n12")).isEqualTo("1/3+0");
        assertThat(ratio("certificate.address.n12.known")).isEqualTo("1/3+0");
        assertThat(ratio("certificate.address.n9")).isEqualTo("1/4+0");
        assertThat(ratio("certificate.domain.all")).isEqualTo("2/4+3");
        assertThat(ratio("certificate.domain.all.tls")).isEqualTo("2/4+0");
        assertThat(ratio("protected.domain")).isEqualTo("1/4+3");
    }

    private static String ratio(String id) {
        Figure figure = figures.figure(id);
        return figure.numerator() + "/" + figure.denominator() + "+" + figure.unknown();
    }

    @Test
    void countsEachDomainUnderOneOperator() {
        FigureTable operators = figures.table("t3-operators");

        assertThat(operators.rows())
                .extracting(row -> operators.text(row, "operator") + " " + operators.count(row, "domains"))
                .containsExactly(
                        "op.test 2", "c.example 1", "helo.test 1", "hidden.test 1", "silent.test 1", "unres.test 1");
        List<Object> last = figures.table("t3-concentration").rows().get(5);
        assertThat(figures.table("t3-concentration").count(last, "squares")).isEqualTo(9);
        assertThat(figures.table("t3-concentration").count(last, "domains")).isEqualTo(7);
    }

    @Test
    void countsWhatToldTheOperators() {
        FigureTable sources = figures.table("t3-sources");

        assertThat(sources.rows())
                .extracting(row -> sources.text(row, "source") + " " + sources.count(row, "hosts") + " "
                        + sources.count(row, "domains"))
                .containsExactly("CERTIFICATE 2 3", "GREETING 2 2", "MX_NAME 3 2");
    }

    @Test
    void makesBinsOfASmallListSmall() {
        FigureTable ranks = figures.table("t4-ranks");

        assertThat(ranks.rows())
                .extracting(row -> ranks.count(row, "first_rank") + "-" + ranks.count(row, "last_rank"))
                .containsExactly("1-2", "3-4", "5-6", "7-8", "9-10", "11-12");
    }

    @Test
    void keepsOwnFaultsOutOfEveryRateAndShowsThem() {
        assertThat(figures.table("own-faults").rows()).containsExactly(List.of("java.io.IOException", 1L, 1L));
    }

    @Test
    void countsWeaknessesAndProfilesOfCompletedHandshakes() {
        FigureTable weaknesses = figures.table("t7-weaknesses");
        FigureTable profiles = figures.table("t7-profiles");

        assertThat(weaknesses.rows())
                .filteredOn(row -> weaknesses.count(row, "addresses") > 0)
                .extracting(row -> weaknesses.text(row, "weakness") + " " + weaknesses.text(row, "level") + " "
                        + weaknesses.count(row, "addresses") + "/" + weaknesses.count(row, "all_addresses"))
                .containsExactly("SHA_1_IN_HANDSHAKE MUST NOT 1/3", "SHA_1_IN_CERTIFICATE MUST NOT 1/3");
        assertThat(profiles.rows())
                .extracting(row -> profiles.text(row, "profile") + " " + profiles.count(row, "addresses") + "/"
                        + profiles.count(row, "all_addresses") + " " + profiles.count(row, "failing") + " "
                        + profiles.count(row, "unknown"))
                .containsExactly("OPPORTUNISTIC 3/3 0 0", "POLICY_PROTECTED 1/3 1 1");
    }

    @Test
    void saysWhichIdentityIsBroken() {
        CampaignFigures broken = compute(SmallCampaign.write(folder.resolve("broken"), 16, 12, "mx1.op.test", "hello"));

        assertThat(broken.books().balance()).isFalse();
        assertThat(broken.books().broken())
                .containsExactly(new Books.Check("data lines of the list, by the manifest", 16, 15));
    }
}
