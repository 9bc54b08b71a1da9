package org.starttls.census.crawler.probe.tls;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.starttls.census.crawler.certificate.Der;
import org.starttls.census.crawler.probe.dialogue.Ending;
import org.starttls.census.crawler.probe.dialogue.Misbehaviour;
import org.starttls.census.crawler.probe.dialogue.NetworkCause;
import org.starttls.census.crawler.probe.dialogue.PeerText;
import org.starttls.census.crawler.probe.dialogue.TlsAlert;
import org.starttls.census.crawler.probe.dialogue.Tri;

/**
 * One TLS connection: the handler between engine and wire that reads what passes, and what it came to. Owned by the
 * connection's event loop.
 */
public final class NettyTlsSession extends ChannelDuplexHandler {
    /**
     * How BoringSSL prints an error: "error:", the packed number in hexadecimal, and names. An alert from the peer that
     * was encrypted is known by that number alone. Source: OpenSSL, ERR_error_string(3); BoringSSL, err.h and ssl.h.
     */
    private static final Pattern PACKED_ERROR = Pattern.compile("^error:([0-9a-fA-F]{1,8}):");

    /** How the JDK's engine tells an alert from the peer: by its name, perhaps behind the name in brackets. */
    private static final Pattern JDK_ALERT = Pattern.compile("Received fatal alert: ([a-z_]+)");

    private static final int REASON_MASK = 0xfff;

    /** SSL_AD_REASON_OFFSET: reasons from here on are alerts received. */
    private static final int ALERT_REASONS = 1_000;

    /** SSL_R_EXCESSIVE_MESSAGE_SIZE. */
    private static final int EXCESSIVE_MESSAGE_SIZE = 150;

    /** Bytes of an OCSP response. Chosen: real ones have 0.5 to 3 KiB. */
    private static final int MAX_STAPLE_BYTES = 65_536;

    /** Bytes of a handshake. Chosen: twice the largest chain that we take, with room for its records. */
    private static final int MAX_HANDSHAKE_BYTES = 524_288;

    /** Records of a handshake. Chosen: twice the largest chain in fragments of 512 bytes, the smallest of RFC 6066 s4. */
    private static final int MAX_HANDSHAKE_RECORDS = 1_024;

    /**
     * Records after the handshake in a row that bring no data: tickets, key updates, requests to negotiate again, empty
     * ones. Chosen: servers send two tickets, some four.
     */
    private static final int MAX_RECORDS_WITHOUT_DATA = 32;

    /** Bytes of such records in a row. Chosen. */
    private static final int MAX_BYTES_WITHOUT_DATA = 65_536;

    private enum Phase {
        HANDSHAKE,
        SECURED,
        FAILED
    }

    private final TlsReader fromPeer = new TlsReader();
    private final TlsReader fromUs = new TlsReader();
    private final NettyRecordCount counted = new NettyRecordCount();
    private final String engineName;
    private final boolean boringSsl;
    private final TlsListener listener;
    private final Consumer<SSLEngine> whenHandshakeEnded;
    private SSLEngine engine;
    private Phase phase = Phase.HANDSHAKE;
    private Optional<NetworkCause> gone = Optional.empty();
    private Optional<Throwable> failure = Optional.empty();
    private boolean chainTooLarge;
    private boolean handshakeTooLarge;
    private boolean isFlooded;
    private boolean isAskedForCertificate;
    private String firstBytes = "";
    private List<Der> shownChain = List.of();
    private Optional<Der> staple = Optional.empty();
    private long bytesIn;
    private long bytesOut;

    NettyTlsSession(
            String engineName,
            SSLEngine engine,
            boolean boringSsl,
            TlsListener listener,
            Consumer<SSLEngine> whenHandshakeEnded) {
        this.engineName = engineName;
        this.engine = engine;
        this.boringSsl = boringSsl;
        this.listener = listener;
        this.whenHandshakeEnded = whenHandshakeEnded;
    }

    /** Bytes received on the wire since the handshake began. */
    public long bytesIn() {
        return bytesIn;
    }

    /** Bytes sent on the wire since the handshake began. */
    public long bytesOut() {
        return bytesOut;
    }

    /** What was seen so far, complete or not. */
    public TlsEvidence evidence() {
        return new TlsEvidence(
                engineName,
                fromPeer.negotiated(),
                chain(),
                staple.or(fromPeer::ocspStaple),
                clientCertificateRequested());
    }

    /** How TLS failed. Meaningful after {@link TlsListener#failed}, or when the connection was lost. */
    public Ending failure() {
        if (isFlooded) {
            return misbehaved(Misbehaviour.TLS_WITHOUT_DATA);
        }
        boolean oversize = chainTooLarge
                || handshakeTooLarge
                || fromPeer.fault() == TlsReader.Fault.OVERSIZE
                || reason().filter(r -> r == EXCESSIVE_MESSAGE_SIZE).isPresent();
        if (oversize) {
            return misbehaved(Misbehaviour.OVERSIZE_HANDSHAKE);
        }
        if (fromPeer.fault() == TlsReader.Fault.NOT_TLS) {
            return misbehaved(Misbehaviour.NOT_TLS);
        }
        Optional<TlsAlert> alert = alert();
        if (alert.isPresent()) {
            return new Ending.Alerted(alert.get());
        }
        if (gone.isPresent()) {
            return new Ending.Disconnected(gone.get());
        }
        boolean byEngine = failure.filter(SSLException.class::isInstance).isPresent();
        return byEngine || fromPeer.fault() != TlsReader.Fault.NONE
                ? misbehaved(Misbehaviour.MALFORMED_TLS)
                : new Ending.Disconnected(NetworkCause.CLOSED_BY_PEER);
    }

    /** Notes that data came out of TLS: what carries it is no flood. */
    public void delivered() {
        counted.reset();
    }

    /** Notes an error that came out of the pipeline after the handshake. */
    public void broke(Throwable cause) {
        Throwable root = cause.getCause() instanceof SSLException ? cause.getCause() : cause;
        if (failure.isEmpty()) {
            failure = Optional.of(root);
        }
    }

    /** To the engine only a few records at a time: a flood costs what these cost, however much of it came at once. */
    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        bytesIn += bytes.readableBytes();
        try {
            while (bytes.isReadable() && phase != Phase.FAILED) {
                boolean isHandshake = phase == Phase.HANDSHAKE;
                ByteBuf some = bytes.readRetainedSlice(counted.count(bytes, MAX_RECORDS_WITHOUT_DATA));
                if (isHandshake ? mayRead(some) : phase == Phase.SECURED) {
                    ctx.fireChannelRead(some);
                } else {
                    some.release();
                }
                if (phase == Phase.SECURED && isFlood(isHandshake)) {
                    isFlooded = true;
                    fail();
                }
            }
        } finally {
            bytes.release();
        }
    }

    /** Reads a part of the handshake before the engine does. */
    private boolean mayRead(ByteBuf bytes) {
        read(fromPeer, bytes);
        handshakeTooLarge = counted.bytes() > MAX_HANDSHAKE_BYTES || counted.records() > MAX_HANDSHAKE_RECORDS;
        boolean inOrder = fromPeer.fault() == TlsReader.Fault.NONE
                || fromPeer.fault() == TlsReader.Fault.MALFORMED; // the engine's alert says more than we could
        if (inOrder && !handshakeTooLarge) {
            return true;
        }
        fail();
        return false;
    }

    /** What came along with the end of the handshake does not count: part of it is the handshake. */
    private boolean isFlood(boolean wasHandshake) {
        if (wasHandshake) {
            counted.reset();
        }
        return counted.records() > MAX_RECORDS_WITHOUT_DATA || counted.bytes() > MAX_BYTES_WITHOUT_DATA;
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) throws Exception {
        if (message instanceof ByteBuf bytes) {
            bytesOut += bytes.readableBytes();
            read(fromUs, bytes);
        }
        super.write(ctx, message, promise);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        lost(NetworkCause.CLOSED_BY_PEER);
        ctx.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof IOException && !(cause instanceof SSLException)) {
            lost(NetworkCause.CONNECTION_RESET);
        }
        ctx.fireExceptionCaught(cause);
    }

    void shown(X509Certificate[] chain) throws CertificateException {
        List<Der> shown = new ArrayList<>();
        int bytes = 0;
        for (X509Certificate certificate : chain) {
            byte[] der = certificate.getEncoded();
            bytes += der.length;
            if (shown.size() == TlsReader.MAX_CHAIN_CERTIFICATES || bytes > TlsReader.MAX_CHAIN_BYTES) {
                chainTooLarge = true;
                throw new CertificateException("chain beyond our limit");
            }
            shown.add(Der.of(der));
        }
        shownChain = shown;
    }

    void askedForCertificate() {
        isAskedForCertificate = true;
    }

    void handshakeEnded(Throwable cause) {
        whenHandshakeEnded.accept(engine);
        if (phase != Phase.HANDSHAKE) {
            engine = null;
            return;
        }
        if (cause == null) {
            staple = stapled();
            phase = Phase.SECURED;
            engine = null;
            listener.secured();
        } else {
            engine = null;
            failure = Optional.of(cause);
            fail();
        }
    }

    void closeNotified() {
        if (phase == Phase.SECURED) {
            lost(NetworkCause.CLOSED_BY_PEER);
            listener.closed();
        }
    }

    private void fail() {
        phase = Phase.FAILED;
        listener.failed();
    }

    private void lost(NetworkCause cause) {
        if (gone.isEmpty()) {
            gone = Optional.of(cause);
        }
    }

    private void read(TlsReader reader, ByteBuf bytes) {
        if (phase == Phase.HANDSHAKE && reader.fault() == TlsReader.Fault.NONE) {
            byte[] copy = ByteBufUtil.getBytes(bytes);
            if (reader == fromPeer && firstBytes.isEmpty()) {
                int length = Math.min(copy.length, PeerText.MAX_EXCERPT_CHARS);
                firstBytes = new String(copy, 0, length, StandardCharsets.ISO_8859_1);
            }
            reader.feed(copy, 0, copy.length);
        }
    }

    private List<Der> chain() {
        return fromPeer.chain().isEmpty() ? shownChain : fromPeer.chain();
    }

    /** The peer's plain alert, its encrypted one, ours: in this order. After the handshake none is plain. */
    private Optional<TlsAlert> alert() {
        Optional<TlsAlert> encrypted = reason().map(r -> r - ALERT_REASONS)
                .filter(number -> number >= 0 && number <= 255)
                .or(this::alertByName)
                .map(number -> new TlsAlert(number, TlsAlert.Sender.PEER));
        if (phase == Phase.SECURED) {
            return encrypted;
        }
        return fromPeer.alert()
                .map(number -> new TlsAlert(number, TlsAlert.Sender.PEER))
                .or(() -> encrypted)
                .or(() -> fromUs.alert().map(number -> new TlsAlert(number, TlsAlert.Sender.US)));
    }

    private Optional<Integer> reason() {
        if (!boringSsl || failure.isEmpty() || failure.get().getMessage() == null) {
            return Optional.empty();
        }
        Matcher matcher = PACKED_ERROR.matcher(failure.get().getMessage());
        return matcher.find()
                ? Optional.of((int) Long.parseLong(matcher.group(1), 16) & REASON_MASK)
                : Optional.empty();
    }

    private Optional<Integer> alertByName() {
        return failure.filter(cause -> !boringSsl && cause.getMessage() != null)
                .map(cause -> JDK_ALERT.matcher(cause.getMessage()))
                .filter(Matcher::find)
                .flatMap(matcher -> AlertNames.number(matcher.group(1)));
    }

    private Ending misbehaved(Misbehaviour misbehaviour) {
        String said = switch (misbehaviour) {
            case MALFORMED_TLS -> failure.map(Throwable::getMessage).orElse(firstBytes);
            case NOT_TLS -> firstBytes;
            default -> "";
        };
        return new Ending.Misbehaved(misbehaviour, PeerText.excerpt(said == null ? "" : said));
    }

    private Optional<Der> stapled() {
        byte[] response = null;
        if (engine instanceof ReferenceCountedOpenSslEngine openSsl) {
            response = openSsl.getOcspResponse();
        } else if (engine.getSession() instanceof ExtendedSSLSession session
                && !session.getStatusResponses().isEmpty()) {
            response = session.getStatusResponses().get(0);
        }
        return response == null || response.length == 0 || response.length > MAX_STAPLE_BYTES
                ? Optional.empty()
                : Optional.of(Der.of(response));
    }

    /** In TLS 1.3 the request is encrypted; that the engine looked for a certificate to show tells. */
    private Tri clientCertificateRequested() {
        if (fromPeer.isCertificateRequested() || isAskedForCertificate) {
            return Tri.YES;
        }
        return fromPeer.isServerHelloDone() || phase == Phase.SECURED ? Tri.NO : Tri.UNKNOWN;
    }
}
