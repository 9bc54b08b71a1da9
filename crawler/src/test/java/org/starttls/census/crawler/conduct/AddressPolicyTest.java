package org.starttls.census.crawler.conduct;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressPolicyTest {
    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, 0.255.255.255, 1.0.0.0",
        "10.0.0.0, 10.255.255.255, 11.0.0.0",
        "100.64.0.0, 100.127.255.255, 100.128.0.0",
        "127.0.0.0, 127.255.255.255, 128.0.0.0",
        "169.254.0.0, 169.254.255.255, 169.255.0.0",
        "172.16.0.0, 172.31.255.255, 172.32.0.0",
        "192.0.0.0, 192.0.0.255, 192.0.1.0",
        "192.0.2.0, 192.0.2.255, 192.0.3.0",
        "192.168.0.0, 192.168.255.255, 192.169.0.0",
        "198.18.0.0, 198.19.255.255, 198.20.0.0",
        "198.51.100.0, 198.51.100.255, 198.51.101.0",
        "203.0.113.0, 203.0.113.255, 203.0.114.0",
        "2001:db8::, 2001:db8:ffff:ffff:ffff:ffff:ffff:ffff, 2001:db9::",
        "2002::, 2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff, 2003::",
        "100::, 100::ffff:ffff:ffff:ffff, 101::",
        "fc00::, fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, 2600::"
    })
    void refusesABlockFromItsFirstToItsLastAddressAndNoFurther(String first, String last, String beyond)
            throws UnknownHostException {
        AddressPolicy policy = AddressPolicy.internet();

        assertThat(policy.refusal(InetAddress.getByName(first))).isPresent();
        assertThat(policy.refusal(InetAddress.getByName(last))).isPresent();
        assertThat(policy.refusal(InetAddress.getByName(beyond))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "fe80::1",
                "ff02::1",
                "2001::1",
                "::ffff:127.0.0.1",
                "::10.0.0.1",
                "64:ff9b::7f00:1",
                "64:ff9b:1::1",
                "2002:7f00:1::1"
            })
    void refusesAddressesThatNoMailHostHasInWhateverForm(String address) throws UnknownHostException {
        assertThat(AddressPolicy.internet().refusal(InetAddress.getByName(address)))
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.8.8.8", "17.57.156.30", "2607:f8b0:4023::1a", "64:ff9b::808:808"})
    void permitsAddressesOfTheInternet(String address) throws UnknownHostException {
        assertThat(AddressPolicy.internet().refusal(InetAddress.getByName(address)))
                .isEmpty();
    }

    /** Each block's ends and some of its middle; IPv4 also mapped, compatible, translated and as 6to4. */
    @Test
    void refusesEveryAddressOfATableOfSixHundred() throws IOException {
        AddressPolicy policy = AddressPolicy.internet();
        List<InetAddress> table = new ArrayList<>();
        Random random = new Random(6890);
        for (String block : blocks()) {
            String[] parts = block.split("/");
            byte[] first = InetAddress.getByName(parts[0]).getAddress();
            int bits = Integer.parseInt(parts[1]);
            for (BigInteger within : List.of(
                    BigInteger.ZERO,
                    BigInteger.ONE.shiftLeft(first.length * 8 - bits).subtract(BigInteger.ONE),
                    new BigInteger(first.length * 8 - bits, random),
                    new BigInteger(first.length * 8 - bits, random),
                    new BigInteger(first.length * 8 - bits, random),
                    new BigInteger(first.length * 8 - bits, random))) {
                byte[] address = plus(first, within);
                table.add(literal(address));
                if (address.length == 4) {
                    for (String form : List.of("::ffff:0:0", "::", "64:ff9b::")) {
                        table.add(literal(carrying(form, address, 12)));
                    }
                    table.add(literal(carrying("2002::", address, 2)));
                }
            }
        }

        assertThat(table).hasSizeGreaterThan(600);
        assertThat(table).allMatch(address -> policy.refusal(address).isPresent());
    }

    private static List<String> blocks() throws IOException {
        try (InputStream file = AddressPolicy.class.getResourceAsStream("special-purpose.txt")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\\s+")[0])
                    .toList();
        }
    }

    private static byte[] plus(byte[] first, BigInteger within) {
        byte[] sum = new BigInteger(1, first).add(within).toByteArray();
        byte[] address = new byte[first.length];
        int length = Math.min(sum.length, address.length);
        System.arraycopy(sum, sum.length - length, address, address.length - length, length);
        return address;
    }

    private static byte[] carrying(String form, byte[] address, int at) throws UnknownHostException {
        byte[] carrier = new byte[16];
        byte[] known = InetAddress.getByName(form).getAddress();
        System.arraycopy(known, 0, carrier, 0, Math.min(known.length, 12));
        if (form.startsWith("::ffff")) {
            carrier[10] = carrier[11] = -1;
        }
        System.arraycopy(address, 0, carrier, at, 4);
        return carrier;
    }

    /** Of 16 bytes it stays IPv6. */
    private static InetAddress literal(byte[] address) throws UnknownHostException {
        return address.length == 16 ? Inet6Address.getByAddress(null, address, -1) : InetAddress.getByAddress(address);
    }

    @Test
    void namesTheRfcThatSetsABlockApart() throws UnknownHostException {
        assertThat(AddressPolicy.internet().refusal(InetAddress.getByName("192.168.1.1")))
                .get()
                .extracting(SpecialPurpose::source)
                .isEqualTo("RFC 1918");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.254.255.255"})
    void permitsLoopbackInTheLab(String address) throws UnknownHostException {
        assertThat(AddressPolicy.lab().refusal(InetAddress.getByName(address))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.255.0.0", "8.8.8.8", "10.0.0.1", "::1", "126.255.255.255"})
    void refusesEverythingElseInTheLab(String address) throws UnknownHostException {
        assertThat(AddressPolicy.lab().refusal(InetAddress.getByName(address))).isPresent();
    }
}
