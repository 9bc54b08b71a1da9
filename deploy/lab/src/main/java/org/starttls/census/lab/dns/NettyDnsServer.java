package org.starttls.census.lab.dns;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import io.netty.handler.codec.LengthFieldPrepender;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.starttls.census.lab.plan.World;

/** The resolver on 127.0.0.1, one port for UDP and TCP. Source: RFC 1035 s4.2, RFC 7766. */
public final class NettyDnsServer implements AutoCloseable {
    private static final int RECEIVE_BUFFER_BYTES = 4 << 20;
    private static final int MAX_QUERY_BYTES = 65_535;
    private static final int LENGTH_BYTES = 2;
    /** A port that is free for UDP may be taken for TCP. */
    private static final int BIND_ATTEMPTS = 20;

    private final Channel udp;
    private final Channel tcp;

    private NettyDnsServer(Channel udp, Channel tcp) {
        this.udp = udp;
        this.tcp = tcp;
    }

    public static NettyDnsServer start(World world, EventLoopGroup loops) throws BindException {
        DnsjavaMessages messages = new DnsjavaMessages(new Answers(world));
        BindException last = new BindException("no port for DNS");
        for (int attempt = 0; attempt < BIND_ATTEMPTS; attempt++) {
            InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            Channel udp = udp(messages, loops).bind(any).syncUninterruptibly().channel();
            ChannelFuture tcp = tcp(messages, loops).bind(udp.localAddress()).awaitUninterruptibly();
            if (tcp.isSuccess()) {
                return new NettyDnsServer(udp, tcp.channel());
            }
            udp.close().syncUninterruptibly();
            last.addSuppressed(tcp.cause());
        }
        throw last;
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) udp.localAddress();
    }

    private static Bootstrap udp(DnsjavaMessages messages, EventLoopGroup loops) {
        return new Bootstrap()
                .group(loops)
                .channel(NioDatagramChannel.class)
                .option(ChannelOption.SO_RCVBUF, RECEIVE_BUFFER_BYTES)
                .handler(new SimpleChannelInboundHandler<DatagramPacket>() {
                    @Override
                    protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
                        messages.reply(ByteBufUtil.getBytes(packet.content()), true)
                                .ifPresent(reply -> context.writeAndFlush(
                                                new DatagramPacket(Unpooled.wrappedBuffer(reply), packet.sender()))
                                        .addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE));
                    }
                });
    }

    private static ServerBootstrap tcp(DnsjavaMessages messages, EventLoopGroup loops) {
        return new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline()
                                .addLast(new LengthFieldBasedFrameDecoder(
                                        MAX_QUERY_BYTES, 0, LENGTH_BYTES, 0, LENGTH_BYTES))
                                .addLast(new LengthFieldPrepender(LENGTH_BYTES))
                                .addLast(new TcpQueries(messages));
                    }
                });
    }

    private static final class TcpQueries extends SimpleChannelInboundHandler<ByteBuf> {
        private final DnsjavaMessages messages;

        TcpQueries(DnsjavaMessages messages) {
            this.messages = messages;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, ByteBuf query) {
            messages.reply(ByteBufUtil.getBytes(query), false)
                    .ifPresent(reply -> context.writeAndFlush(Unpooled.wrappedBuffer(reply))
                            .addListener(ChannelFutureListener.CLOSE_ON_FAILURE));
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close().addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
        }
    }

    @Override
    public void close() {
        udp.close().syncUninterruptibly();
        tcp.close().syncUninterruptibly();
    }
}
