package org.starttls.census.lab.play;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import org.starttls.census.lab.smtp.SessionRecord;

/** One connection that follows a transcript. Lives on its event loop. */
final class NettyTranscript extends ChannelInboundHandlerAdapter {
    /** Longer than any client of a lab stays. */
    private static final Duration MAX_SESSION = Duration.ofSeconds(90);
    /** More than a client's record or line ever has. */
    private static final int MAX_HELD_BYTES = 64 << 10;

    private static final int RECORD_HEADER_BYTES = 5;
    private static final int RECORD_LENGTH_AT = 3;

    private final Behaviour behaviour;
    private final NettyIdentities identities;
    private final Consumer<SessionRecord> log;
    private final String address;
    private final Instant startedAt = Instant.now();
    private final ByteBuf held = Unpooled.buffer();
    private final List<String> commands = new ArrayList<>();

    private int next;
    private boolean isBusy;
    private boolean isSecured;

    NettyTranscript(Behaviour behaviour, NettyIdentities identities, String address, Consumer<SessionRecord> log) {
        this.behaviour = behaviour;
        this.identities = identities;
        this.address = address;
        this.log = log;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        var limit = context.executor()
                .schedule(() -> NettyWire.close(context), MAX_SESSION.toMillis(), TimeUnit.MILLISECONDS);
        context.channel().closeFuture().addListener(closed -> limit.cancel(false));
        goOn(context);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        held.release();
        String ehlo = commands.isEmpty() ? "" : commands.get(0).replaceFirst("(?i)^(EHLO|HELO) ", "");
        log.accept(new SessionRecord(address, startedAt, Instant.now(), ehlo, commands, isSecured));
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        try {
            if (next < behaviour.steps().size() && held.readableBytes() + bytes.readableBytes() < MAX_HELD_BYTES) {
                held.writeBytes(bytes);
                goOn(context);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void goOn(ChannelHandlerContext context) {
        while (!isBusy
                && next < behaviour.steps().size()
                && take(context, behaviour.steps().get(next))) {
            next++;
        }
    }

    /** Whether the step is done, or begun with {@link #isBusy} set; false: it waits for bytes. */
    private boolean take(ChannelHandlerContext context, Step step) {
        switch (step.kind()) {
            case SEND -> NettyWire.send(context, ((Step.Send) step).bytes());
            case DRIP -> drip(context, (Step.Drip) step, 0);
            case WAIT -> pause(context, ((Step.Wait) step).time());
            case COMMAND -> {
                return takeLine();
            }
            case HELLO -> {
                return takeRecord();
            }
            case HELLO_AT_MOST -> {
                int length = recordLength();
                if (length > RECORD_HEADER_BYTES + ((Step.HelloAtMost) step).bytes()) {
                    NettyWire.close(context);
                }
                return length >= 0;
            }
            case HANDSHAKE -> shakeHands(context, (Step.Handshake) step);
            case SHAKE_AGAIN -> shakeAgain(context, ((Step.ShakeAgain) step).times());
            case ALERT -> {
                if (!takeRecord()) {
                    return false;
                }
                byte number = (byte) ((Step.Alert) step).number();
                NettyWire.send(context, Unpooled.wrappedBuffer(new byte[] {21, 3, 3, 0, 2, 2, number}));
            }
            case CLOSE -> NettyWire.closeAfterAll(context);
            case CLOSE_NOTIFY ->
                context.pipeline()
                        .get(SslHandler.class)
                        .closeOutbound()
                        .addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
            case RESET -> {
                context.channel().config().setOption(ChannelOption.SO_LINGER, 0);
                NettyWire.close(context);
            }
            case STALL -> isBusy = true;
        }
        return true;
    }

    private boolean takeLine() {
        int length = held.bytesBefore((byte) '\n');
        if (length < 0) {
            return false;
        }
        commands.add(held.readCharSequence(length, StandardCharsets.ISO_8859_1)
                .toString()
                .stripTrailing());
        held.skipBytes(1).discardReadBytes();
        return true;
    }

    private boolean takeRecord() {
        int length = recordLength();
        if (length < 0 || held.readableBytes() < length) {
            return false;
        }
        held.skipBytes(length).discardReadBytes();
        return true;
    }

    /** Header and body of the record that begins here, in bytes; -1 while that is not known. */
    private int recordLength() {
        return held.readableBytes() < RECORD_HEADER_BYTES
                ? -1
                : RECORD_HEADER_BYTES + held.getUnsignedShort(held.readerIndex() + RECORD_LENGTH_AT);
    }

    private void pause(ChannelHandlerContext context, Duration time) {
        isBusy = true;
        later(context, time, () -> {
            isBusy = false;
            goOn(context);
        });
    }

    private void drip(ChannelHandlerContext context, Step.Drip step, int sent) {
        isBusy = sent < step.bytes().length();
        if (!isBusy) {
            goOn(context);
            return;
        }
        NettyWire.send(context, step.bytes().substring(sent, sent + 1));
        later(context, step.gap(), () -> drip(context, step, sent + 1));
    }

    private static void later(ChannelHandlerContext context, Duration time, Runnable action) {
        var delayed = context.executor().schedule(action, time.toMillis(), TimeUnit.MILLISECONDS);
        context.channel().closeFuture().addListener(closed -> delayed.cancel(false));
    }

    private void shakeHands(ChannelHandlerContext context, Step.Handshake step) {
        isBusy = true;
        SslHandler handler = identities.of(behaviour, step).newHandler(context.alloc());
        handler.setHandshakeTimeoutMillis(MAX_SESSION.toMillis());
        context.pipeline().addFirst(handler);
        ByteBuf early = held.readBytes(held.readableBytes());
        if (early.isReadable()) {
            context.pipeline().fireChannelRead(early);
        } else {
            early.release();
        }
    }

    /** Past the handler, which would wait for the end of each. */
    private static void shakeAgain(ChannelHandlerContext context, int times) {
        SslHandler handler = context.pipeline().get(SslHandler.class);
        ByteBuffer record = ByteBuffer.allocate(handler.engine().getSession().getPacketBufferSize());
        ByteBuf records = Unpooled.buffer();
        try {
            for (int i = 0; i < times; i++) {
                handler.engine().beginHandshake();
                handler.engine().wrap(Unpooled.EMPTY_BUFFER.nioBuffer(), record.clear());
                records.writeBytes(record.flip());
            }
        } catch (SSLException e) {
            throw new IllegalStateException("no further handshake", e);
        }
        NettyWire.send(context.pipeline().context(handler), records);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            if (handshake.isSuccess()) {
                isSecured = true;
                isBusy = false;
                goOn(context);
            } else {
                NettyWire.close(context);
            }
        }
    }

    /** A client that resets or breaks TLS; the record of the session says how far it came. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        NettyWire.close(context);
    }
}
