package org.starttls.census.lab.play;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOutboundInvoker;
import java.nio.charset.StandardCharsets;

/** Writing and closing, where a failure ends the connection and nothing else. */
final class NettyWire {
    private NettyWire() {}

    /** @param bytes a character each, ISO 8859-1 */
    static void send(ChannelOutboundInvoker to, String bytes) {
        send(to, Unpooled.copiedBuffer(bytes, StandardCharsets.ISO_8859_1));
    }

    static void send(ChannelOutboundInvoker to, ByteBuf bytes) {
        to.writeAndFlush(bytes).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
    }

    /** When all is sent. */
    static void closeAfterAll(ChannelOutboundInvoker connection) {
        connection.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    static void close(ChannelOutboundInvoker connection) {
        connection.close().addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
    }
}
