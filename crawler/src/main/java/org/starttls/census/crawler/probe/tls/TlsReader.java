package org.starttls.census.crawler.probe.tls;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.starttls.census.crawler.certificate.Der;

/**
 * Reads one direction of a TLS connection from the wire, up to where it is encrypted. Total: whatever bytes come, it
 * neither throws nor keeps more than its limits. Source: RFC 8446 s4, s5, s6; RFC 5246 s7; RFC 8422 s5.
 *
 * <pre>{@code
 * struct { ContentType type; ProtocolVersion legacy_record_version; uint16 length; opaque fragment[length]; } TLSPlaintext;
 * struct { HandshakeType msg_type; uint24 length; select (msg_type) { ... }; } Handshake;
 * struct { AlertLevel level; AlertDescription description; } Alert;
 * }</pre>
 */
public final class TlsReader {
    /** Bytes of the certificates of one chain. Chosen: real chains have 2 to 10 KiB. */
    public static final int MAX_CHAIN_BYTES = 262_144;

    /** Certificates of one chain. Chosen. */
    public static final int MAX_CHAIN_CERTIFICATES = 64;

    /** Bytes of one handshake message: the chain with its lengths. */
    static final int MAX_MESSAGE_BYTES = MAX_CHAIN_BYTES + 3 + 3 * MAX_CHAIN_CERTIFICATES;

    /** Bytes of a record's fragment. Source: RFC 5246 s6.2.3, which is above RFC 8446 s5.2. */
    static final int MAX_FRAGMENT_BYTES = 16_384 + 2_048;

    private static final int RECORD_HEADER_BYTES = 5;
    private static final int MESSAGE_HEADER_BYTES = 4;
    private static final int CHANGE_CIPHER_SPEC = 20;
    private static final int ALERT = 21;
    private static final int HANDSHAKE = 22;
    private static final int APPLICATION_DATA = 23;

    /** What is wrong with the bytes. */
    public enum Fault {
        NONE,
        /** The first bytes are no TLS record. */
        NOT_TLS,
        /** Records or messages that break their own grammar. */
        MALFORMED,
        /** More than our limits. */
        OVERSIZE
    }

    private final byte[] header = new byte[RECORD_HEADER_BYTES];
    private int headerBytes;
    private int fragmentLeft;
    private byte[] message = new byte[512];
    private int messageBytes;
    private final byte[] alert = new byte[2];
    private int alertBytes;
    private boolean anyRecord;
    private boolean encrypted;
    private Fault fault = Fault.NONE;

    private int fatalAlert = -1;
    private int warningAlert = -1;
    private int version = -1;
    private int cipherSuite = -1;
    private int group = -1;
    private Optional<String> finiteFieldGroup = Optional.empty();
    private int signatureScheme = -1;
    private boolean certificateRequested;
    private boolean helloDone;
    private List<Der> chain = List.of();
    private Optional<Der> ocspStaple = Optional.empty();

    /** Takes bytes as they were on the wire. After a fault, or once encrypted, the rest is ignored but for framing. */
    public void feed(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && fault == Fault.NONE) {
            if (fragmentLeft == 0) {
                header[headerBytes++] = bytes[at++];
                checkHeader();
            } else {
                int take = Math.min(fragmentLeft, to - at);
                fragment(bytes, at, take);
                at += take;
                fragmentLeft -= take;
            }
        }
    }

    public Fault fault() {
        return fault;
    }

    /** Number of the plain alert that came, a fatal one before a warning; never close_notify. */
    public Optional<Integer> alert() {
        int number = fatalAlert >= 0 ? fatalAlert : warningAlert;
        return number < 0 ? Optional.empty() : Optional.of(number);
    }

    /** What the ServerHello and ServerKeyExchange of this direction chose. */
    public TlsEvidence.Negotiated negotiated() {
        return new TlsEvidence.Negotiated(
                TlsNames.version(version),
                TlsNames.cipherSuite(cipherSuite),
                finiteFieldGroup.or(() -> TlsNames.group(group)),
                TlsNames.signatureScheme(signatureScheme));
    }

    /** Certificates shown in clear, TLS 1.2 and older. */
    public List<Der> chain() {
        return chain;
    }

    /** OCSP response shown in clear, TLS 1.2 and older. */
    public Optional<Der> ocspStaple() {
        return ocspStaple;
    }

    public boolean isCertificateRequested() {
        return certificateRequested;
    }

    /** Whether the server's first flight came to its end in clear: what was not seen by then was not sent. */
    public boolean isServerHelloDone() {
        return helloDone;
    }

    private void checkHeader() {
        int type = header[0] & 0xff;
        boolean typeKnown = type >= CHANGE_CIPHER_SPEC && type <= APPLICATION_DATA;
        if (!typeKnown || (headerBytes > 1 && header[1] != 3)) {
            fault = anyRecord ? Fault.MALFORMED : Fault.NOT_TLS;
        } else if (headerBytes == RECORD_HEADER_BYTES) {
            headerBytes = 0;
            anyRecord = true;
            fragmentLeft = uint16(header, 3);
            if (fragmentLeft > MAX_FRAGMENT_BYTES) {
                fault = Fault.MALFORMED;
            }
            if (type == CHANGE_CIPHER_SPEC && !isTls13()) {
                encrypted = true;
            }
            if (type == APPLICATION_DATA) {
                encrypted = true;
            }
        }
    }

    private boolean isTls13() {
        return version == 0x0304;
    }

    private void fragment(byte[] bytes, int from, int length) {
        if (encrypted) {
            return;
        }
        int type = header[0] & 0xff;
        if (type == ALERT) {
            for (int i = 0; i < length; i++) {
                alertByte(bytes[from + i]);
            }
        } else if (type == HANDSHAKE) {
            handshakeBytes(bytes, from, length);
        }
    }

    private void alertByte(byte b) {
        alert[alertBytes++] = b;
        if (alertBytes == alert.length) {
            alertBytes = 0;
            int number = alert[1] & 0xff;
            if (alert[0] == 2 && fatalAlert < 0) {
                fatalAlert = number;
            } else if (alert[0] != 2 && number != 0) {
                warningAlert = number;
            }
        }
    }

    private void handshakeBytes(byte[] bytes, int from, int length) {
        if (messageBytes + length > MAX_MESSAGE_BYTES + MAX_FRAGMENT_BYTES) {
            fault = Fault.OVERSIZE;
            return;
        }
        if (messageBytes + length > message.length) {
            message = Arrays.copyOf(message, Math.max(messageBytes + length, message.length * 2));
        }
        System.arraycopy(bytes, from, message, messageBytes, length);
        messageBytes += length;
        int at = 0;
        while (fault == Fault.NONE && messageBytes - at >= MESSAGE_HEADER_BYTES) {
            int size = uint24(message, at + 1);
            if (size > MAX_MESSAGE_BYTES) {
                fault = Fault.OVERSIZE;
                return;
            }
            if (messageBytes - at < MESSAGE_HEADER_BYTES + size) {
                break;
            }
            readMessage(message[at] & 0xff, new Fields(message, at + MESSAGE_HEADER_BYTES, size));
            at += MESSAGE_HEADER_BYTES + size;
        }
        System.arraycopy(message, at, message, 0, messageBytes - at);
        messageBytes -= at;
    }

    private void readMessage(int type, Fields body) {
        switch (type) {
            case 2 -> serverHello(body);
            case 11 -> certificate(body);
            case 12 -> serverKeyExchange(body);
            case 13 -> certificateRequested = true;
            case 14 -> helloDone = true;
            case 22 -> certificateStatus(body);
            default -> {}
        }
        if (body.failed && fault == Fault.NONE) {
            fault = Fault.MALFORMED;
        }
    }

    /** ServerHello, or the HelloRetryRequest of TLS 1.3 that has its form and names the group alone. */
    private void serverHello(Fields body) {
        int legacyVersion = body.uint16();
        body.skip(32);
        body.skip(body.uint8());
        int suite = body.uint16();
        body.skip(1);
        int chosen = legacyVersion;
        int keyShare = -1;
        Fields extensions = body.left() > 0 ? body.sub(body.uint16()) : body;
        while (extensions.left() > 0 && !extensions.failed) {
            int type = extensions.uint16();
            Fields extension = extensions.sub(extensions.uint16());
            if (type == 43) {
                chosen = extension.uint16();
            } else if (type == 51) {
                keyShare = extension.uint16();
            }
        }
        if (!body.failed && !extensions.failed) {
            version = chosen;
            cipherSuite = suite;
            group = keyShare;
        }
    }

    private void certificate(Fields body) {
        List<Der> shown = new ArrayList<>();
        Fields list = body.sub(body.uint24());
        int bytes = 0;
        while (list.left() > 0 && !list.failed) {
            byte[] der = list.bytes(list.uint24());
            bytes += der.length;
            if (shown.size() == MAX_CHAIN_CERTIFICATES || bytes > MAX_CHAIN_BYTES) {
                fault = Fault.OVERSIZE;
                break;
            }
            if (!list.failed) {
                shown.add(Der.of(der));
            }
        }
        chain = List.copyOf(shown);
        body.failed |= list.failed;
    }

    /** The group of an ephemeral exchange and, in TLS 1.2, the scheme of its signature; other exchanges have none. */
    private void serverKeyExchange(Fields body) {
        if (TlsNames.isEcdhe(cipherSuite)) {
            int curveType = body.uint8();
            if (curveType != 3) {
                return;
            }
            group = body.uint16();
            body.skip(body.uint8());
        } else if (TlsNames.isDhe(cipherSuite)) {
            byte[] prime = body.bytes(body.uint16());
            body.skip(body.uint16());
            body.skip(body.uint16());
            finiteFieldGroup = body.failed ? Optional.empty() : Optional.of(FiniteFieldGroups.name(prime));
        } else {
            return;
        }
        if (version == 0x0303 && !TlsNames.isAnonymous(cipherSuite)) {
            signatureScheme = body.uint16();
        }
    }

    private void certificateStatus(Fields body) {
        if (body.uint8() == 1) {
            byte[] response = body.bytes(body.uint24());
            ocspStaple = body.failed ? Optional.empty() : Optional.of(Der.of(response));
        }
    }

    private static int uint16(byte[] bytes, int at) {
        return ((bytes[at] & 0xff) << 8) | (bytes[at + 1] & 0xff);
    }

    private static int uint24(byte[] bytes, int at) {
        return ((bytes[at] & 0xff) << 16) | uint16(bytes, at + 1);
    }

    /** A span of a message. Reading past its end gives zeros and marks it failed. */
    private static final class Fields {
        private final byte[] bytes;
        private int at;
        private final int end;
        private boolean failed;

        Fields(byte[] bytes, int from, int length) {
            this.bytes = bytes;
            this.at = from;
            this.end = from + length;
        }

        int left() {
            return end - at;
        }

        int uint8() {
            if (left() < 1) {
                failed = true;
                return 0;
            }
            return bytes[at++] & 0xff;
        }

        int uint16() {
            return (uint8() << 8) | uint8();
        }

        int uint24() {
            return (uint16() << 8) | uint8();
        }

        void skip(int count) {
            if (left() < count) {
                failed = true;
                at = end;
            } else {
                at += count;
            }
        }

        byte[] bytes(int count) {
            int from = at;
            skip(count);
            return failed ? new byte[0] : Arrays.copyOfRange(bytes, from, at);
        }

        Fields sub(int count) {
            int from = at;
            skip(count);
            Fields sub = new Fields(bytes, from, at - from);
            sub.failed = failed;
            return sub;
        }
    }
}
