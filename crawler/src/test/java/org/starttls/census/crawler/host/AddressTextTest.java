package org.starttls.census.crawler.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressTextTest {
    /** The forms of RFC 5952 s4, and of s5 for a translated address, which has no dotted part here. */
    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1, 192.0.2.0/24",
        "127.0.0.255, 127.0.0.255, 127.0.0.0/24",
        "2001:DB8:0:0:0:0:0:1, 2001:db8::1, 2001:db8::/48",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1, 2001:db8::/48",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1, 2001::/48",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1, 2001:db8::/48",
        "0:0:0:0:0:0:0:0, ::, ::/48",
        "0:0:0:0:0:0:0:1, ::1, ::/48",
        "1:2:3:4:5:6:7:0, 1:2:3:4:5:6:7:0, 1:2:3::/48",
        "1:2:3:4:5:6:0:0, 1:2:3:4:5:6::, 1:2:3::/48",
        "0:2:3:4:5:6:7:8, 0:2:3:4:5:6:7:8, 0:2:3::/48",
        "64:ff9b:0:0:0:0:c000:201, 64:ff9b::c000:201, 64:ff9b::/48"
    })
    void writesAddressesAndPrefixes(String address, String text, String prefix) throws UnknownHostException {
        assertThat(AddressText.of(InetAddress.getByName(address))).isEqualTo(text);
        assertThat(AddressText.prefix(InetAddress.getByName(address))).isEqualTo(prefix);
    }

    @Test
    void keepsAMappedAddressApartFromTheOneItMaps() throws UnknownHostException {
        byte[] mapped = new byte[16];
        mapped[10] = mapped[11] = (byte) 0xff;
        mapped[12] = 10;
        mapped[15] = 1;

        assertThat(AddressText.of(Inet6Address.getByAddress(null, mapped, -1))).isEqualTo("::ffff:10.0.0.1");
    }
}
