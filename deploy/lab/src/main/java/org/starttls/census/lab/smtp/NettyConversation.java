package org.starttls.census.lab.smtp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** One connection: carries out what the script says. Lives on its event loop. */
final class NettyConversation extends ChannelInboundHandlerAdapter {
    /** Bytes of a command line that are kept. Source: RFC 5321 s4.5.3.1.4 has 512. */
    private static final int MAX_LINE_BYTES = 1_024;

    private static final int MAX_COMMANDS = 30;
    /** Longer than any client of a lab stays. */
    private static final Duration MAX_SESSION = Duration.ofSeconds(90);

    private static final byte[] HANDSHAKE_FAILURE = {0x15, 0x03, 0x01, 0x00, 0x02, 0x02, 0x28};
    private static final byte[] GARBAGE = "\0\1\2 this is no TLS record\r\n".getBytes(StandardCharsets.US_ASCII);

    private final ServerScript script;
    private final Supplier<SslContext> tls;
    private final Consumer<SessionRecord> log;
    private final Instant startedAt = Instant.now();
    private final StringBuilder line = new StringBuilder();
    private final List<String> commands = new ArrayList<>();

    private Turn.Then mood = Turn.Then.LISTEN;
    private String ehloName = "";
    private boolean isSecured;

    NettyConversation(ServerScript script, Supplier<SslContext> tls, Consumer<SessionRecord> log) {
        this.script = script;
        this.tls = tls;
        this.log = log;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        var limit = context.executor().schedule(() -> hangUp(context), MAX_SESSION.toMillis(), TimeUnit.MILLISECONDS);
        context.channel().closeFuture().addListener(closed -> limit.cancel(false));
        take(context, script.onConnect());
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        log.accept(
                new SessionRecord(script.server().address(), startedAt, Instant.now(), ehloName, commands, isSecured));
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        try {
            ByteBuf bytes = (ByteBuf) message;
            switch (mood) {
                case LISTEN -> read(context, bytes);
                case ALERT -> part(context, Unpooled.wrappedBuffer(HANDSHAKE_FAILURE));
                case GARBAGE -> part(context, Unpooled.wrappedBuffer(GARBAGE));
                case CLOSE_ON_HELLO -> part(context, Unpooled.EMPTY_BUFFER);
                case CLOSE, FALL_SILENT, GO_ON, HANDSHAKE -> bytes.skipBytes(bytes.readableBytes());
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void read(ChannelHandlerContext context, ByteBuf bytes) {
        while (bytes.isReadable() && mood == Turn.Then.LISTEN) {
            char c = (char) bytes.readUnsignedByte();
            if (c == '\n') {
                String command = line.toString().stripTrailing();
                line.setLength(0);
                note(command);
                take(context, script.onLine(command));
            } else if (line.length() < MAX_LINE_BYTES) {
                line.append(c);
            }
        }
    }

    private void note(String command) {
        if (commands.size() < MAX_COMMANDS) {
            commands.add(command);
        }
        String[] words = command.split("\\s+", 2);
        if (words.length == 2 && words[0].toUpperCase(Locale.ROOT).matches("EHLO|HELO")) {
            ehloName = words[1];
        }
    }

    private void take(ChannelHandlerContext context, Turn turn) {
        if (turn.after().isZero()) {
            perform(context, turn);
        } else {
            var delayed = context.executor()
                    .schedule(() -> perform(context, turn), turn.after().toMillis(), TimeUnit.MILLISECONDS);
            context.channel().closeFuture().addListener(closed -> delayed.cancel(false));
        }
    }

    private void perform(ChannelHandlerContext context, Turn turn) {
        mood = turn.then();
        ByteBuf text = Unpooled.copiedBuffer(turn.text(), StandardCharsets.US_ASCII);
        switch (turn.then()) {
            case CLOSE -> part(context, text);
            case HANDSHAKE -> {
                send(context, text);
                SslHandler handler = tls.get().newHandler(context.alloc());
                handler.setHandshakeTimeoutMillis(MAX_SESSION.toMillis());
                context.pipeline().addFirst(handler);
            }
            case GO_ON -> {
                send(context, text);
                take(context, script.onGoOn());
            }
            case LISTEN, FALL_SILENT, ALERT, GARBAGE, CLOSE_ON_HELLO -> send(context, text);
        }
    }

    private static void send(ChannelHandlerContext context, ByteBuf text) {
        context.writeAndFlush(text).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
    }

    private void part(ChannelHandlerContext context, ByteBuf lastWords) {
        mood = Turn.Then.CLOSE;
        context.writeAndFlush(lastWords).addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            if (handshake.isSuccess()) {
                isSecured = true;
                script.onSecured();
                mood = Turn.Then.LISTEN;
            } else {
                hangUp(context);
            }
        }
    }

    /** A client that resets or breaks TLS; the record of the session says how far it came. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        hangUp(context);
    }

    private static void hangUp(ChannelHandlerContext context) {
        context.close().addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
    }
}
