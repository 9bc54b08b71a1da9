package org.starttls.census.crawler.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.starttls.census.crawler.host.NetworkOrigins.Origin;

class MaxmindOriginsTest {
    private static final Path SYSTEMS = resource("GeoLite2-ASN-Test.mmdb");
    private static final Path COUNTRIES = resource("GeoIP2-Country-Test.mmdb");

    @TempDir
    private Path folder;

    @Test
    void findsSystemAndCountryOfAnAddress() throws Exception {
        try (MaxmindOrigins origins = MaxmindOrigins.open(Optional.of(SYSTEMS), Optional.of(COUNTRIES))) {
            assertThat(origins.of(InetAddress.getByName("1.128.0.1")))
                    .isEqualTo(new Origin(OptionalLong.of(1221), Optional.of("Telstra Pty Ltd"), Optional.empty()));
            assertThat(origins.of(InetAddress.getByName("2.125.160.216")).country())
                    .contains("GB");
            assertThat(origins.of(InetAddress.getByName("2600:6000::1")).asn()).hasValue(237);
        }
    }

    @Test
    void knowsNothingOfAnAddressThatIsNotInTheFiles() throws Exception {
        try (MaxmindOrigins origins = MaxmindOrigins.open(Optional.of(SYSTEMS), Optional.of(COUNTRIES))) {
            assertThat(origins.of(InetAddress.getByName("127.1.2.3"))).isEqualTo(Origin.UNKNOWN);
        }
    }

    @Test
    void worksWithoutAnyFile() throws Exception {
        try (MaxmindOrigins origins = MaxmindOrigins.open(Optional.empty(), Optional.empty())) {
            assertThat(origins.of(InetAddress.getByName("1.128.0.1"))).isEqualTo(Origin.UNKNOWN);
        }
    }

    @Test
    void saysWhatAFileIsAndWhenItWasBuilt() throws Exception {
        assertThat(MaxmindOrigins.describe(SYSTEMS)).matches("GeoLite2-ASN of \\d{4}-\\d\\d-\\d\\dT.*Z");
    }

    @Test
    void refusesAFileOfAnotherFormat() throws Exception {
        Path none = Files.writeString(folder.resolve("none.mmdb"), "no database");

        assertThatThrownBy(() -> MaxmindOrigins.open(Optional.of(SYSTEMS), Optional.of(none)))
                .isInstanceOf(IOException.class);
    }

    private static Path resource(String name) {
        return Path.of("src/test/resources/network-databases", name);
    }
}
