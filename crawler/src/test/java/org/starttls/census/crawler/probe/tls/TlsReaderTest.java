package org.starttls.census.crawler.probe.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.starttls.census.crawler.certificate.Der;

class TlsReaderTest {
    private static final byte[] DER = {0x30, 3, 2, 1, 5};

    private final TlsReader reader = new TlsReader();

    @Test
    void readsAServerHelloOfTls12() {
        feed(record(22, serverHello("c02f", "")));

        assertThat(reader.negotiated().version()).contains("TLSv1.2");
        assertThat(reader.negotiated().cipherSuite()).contains("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256");
        assertThat(reader.negotiated().group()).isEmpty();
    }

    @Test
    void readsAServerHelloOfTls13() {
        // supported_versions: TLS 1.3; key_share: X25519MLKEM768 and two bytes of share
        feed(record(22, serverHello("1301", "002b00020304" + "0033000611ec0002aabb")));

        assertThat(reader.negotiated().version()).contains("TLSv1.3");
        assertThat(reader.negotiated().cipherSuite()).contains("TLS_AES_128_GCM_SHA256");
        assertThat(reader.negotiated().group()).contains("X25519MLKEM768");
    }

    @Test
    void readsTheGroupAndSchemeOfAServerKeyExchange() {
        feed(record(22, serverHello("c02f", "")));
        // named_curve secp256r1, a point of one byte, rsa_pss_rsae_sha256
        feed(record(22, message(12, hex("03001701040804"))));

        assertThat(reader.negotiated().group()).contains("secp256r1");
        assertThat(reader.negotiated().signatureScheme()).contains("rsa_pss_rsae_sha256");
    }

    @Test
    void readsTheSizeOfAFiniteFieldGroupWithoutAName() {
        feed(record(22, serverHello("009e", "")));
        // a prime of nine bits, a generator, a share, rsa_pkcs1_sha256
        feed(record(22, message(12, hex("000201fd" + "000102" + "000105" + "0401"))));

        assertThat(reader.negotiated().group()).contains("dh_9");
        assertThat(reader.negotiated().signatureScheme()).contains("rsa_pkcs1_sha256");
    }

    @Test
    void readsNoGroupFromHalfAnExchange() {
        feed(record(22, serverHello("009e", "")));
        feed(record(22, message(12, hex("0100ff"))));

        assertThat(reader.negotiated().group()).isEmpty();
    }

    @Test
    void readsAChainInClear() {
        feed(record(22, message(11, hex("000010" + "000005" + "3003020105" + "000005" + "3003020105"))));

        assertThat(reader.chain()).containsExactly(Der.of(DER), Der.of(DER));
    }

    @Test
    void joinsAMessageThatSpansRecords() {
        byte[] certificate = message(11, hex("000008" + "000005" + "3003020105"));

        feed(record(22, Arrays.copyOf(certificate, 6)));
        feed(record(22, Arrays.copyOfRange(certificate, 6, certificate.length)));

        assertThat(reader.chain()).containsExactly(Der.of(DER));
    }

    @Test
    void readsAFatalAlert() {
        feed(record(21, new byte[] {2, 40}));

        assertThat(reader.alert()).contains(40);
    }

    @Test
    void prefersAFatalAlertToAWarning() {
        feed(record(21, new byte[] {1, 112}));
        feed(record(21, new byte[] {2, 80}));

        assertThat(reader.alert()).contains(80);
    }

    @Test
    void doesNotCallACloseNotifyAnAlert() {
        feed(record(21, new byte[] {1, 0}));

        assertThat(reader.alert()).isEmpty();
    }

    @Test
    void tellsWhatIsNoTlsByItsFirstByte() {
        feed("220 hello\r\n".getBytes(StandardCharsets.US_ASCII));

        assertThat(reader.fault()).isEqualTo(TlsReader.Fault.NOT_TLS);
    }

    @Test
    void doesNotReadWhatIsEncrypted() {
        feed(record(22, serverHello("c02f", "")));
        feed(record(20, new byte[] {1}));
        feed(record(21, new byte[] {2, 40}));

        assertThat(reader.alert()).isEmpty();
        assertThat(reader.fault()).isEqualTo(TlsReader.Fault.NONE);
    }

    @Test
    void refusesAMessageBeyondTheLimit() {
        feed(record(22, hex("0bffffff")));

        assertThat(reader.fault()).isEqualTo(TlsReader.Fault.OVERSIZE);
    }

    @Test
    void refusesAFragmentBeyondTheLimit() {
        feed(hex("160303ffff"));

        assertThat(reader.fault()).isEqualTo(TlsReader.Fault.MALFORMED);
    }

    @Test
    void namesWhatItDoesNotKnowByNumber() {
        feed(record(22, serverHello("fafa", "")));

        assertThat(reader.negotiated().cipherSuite()).contains("0xfafa");
    }

    @Test
    void isTotalOnMutatedHandshakes() {
        Random random = new Random(8446);
        byte[] handshake = join(
                record(22, serverHello("c02f", "ff01000100")),
                record(22, message(11, hex("000010" + "000005" + "3003020105" + "000005" + "3003020105"))),
                record(22, message(12, hex("03001701040804"))),
                record(22, message(22, hex("01000003010203"))),
                record(22, message(13, hex("0000"))),
                record(22, message(14, new byte[0])));
        for (int round = 0; round < 50_000; round++) {
            byte[] bytes = Arrays.copyOf(handshake, random.nextInt(handshake.length + 1));
            for (int i = random.nextInt(6); i > 0 && bytes.length > 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            TlsReader any = new TlsReader();
            int cut = random.nextInt(bytes.length + 1);

            any.feed(bytes, 0, cut);
            any.feed(bytes, cut, bytes.length);

            assertThat(any.chain().size()).isLessThanOrEqualTo(TlsReader.MAX_CHAIN_CERTIFICATES);
        }
    }

    private void feed(byte[] bytes) {
        reader.feed(bytes, 0, bytes.length);
    }

    /** ServerHello of legacy version 3.3 with a random of zeros and no session. */
    private static byte[] serverHello(String suite, String extensions) {
        String length = HexFormat.of().toHexDigits((short) (extensions.length() / 2));
        return message(2, hex("0303" + "00".repeat(32) + "00" + suite + "00" + length + extensions));
    }

    private static byte[] message(int type, byte[] body) {
        return join(new byte[] {(byte) type, 0, (byte) (body.length >> 8), (byte) body.length}, body);
    }

    private static byte[] record(int type, byte[] fragment) {
        return join(new byte[] {(byte) type, 3, 3, (byte) (fragment.length >> 8), (byte) fragment.length}, fragment);
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }
}
