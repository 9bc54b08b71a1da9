package org.starttls.census.lab.smtp;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.starttls.census.lab.pki.BouncycastleAuthorities;
import org.starttls.census.lab.plan.Persona;
import org.starttls.census.lab.plan.PlannedServer;
import org.starttls.census.lab.plan.World;

/** Every mail server of a world, each on its own address, all on the port that was free on all of them. */
public final class NettyMailServers implements AutoCloseable {
    /** Below the ports that systems give to clients. Source: RFC 6335 s6 and Linux's default of 32768. */
    private static final int FIRST_PORT = 20_250;

    private static final int PORTS_TRIED = 40;
    private static final int BACKLOG = 128;
    private static final int BUFFER_BYTES = 16 << 10;

    private final int port;
    private final ChannelGroup channels;

    private NettyMailServers(int port, ChannelGroup channels) {
        this.port = port;
        this.channels = channels;
    }

    /**
     * Opens a listener for every server that listens, or none.
     *
     * @param log hears of each session at its end, on an event loop
     */
    public static NettyMailServers start(
            World world, BouncycastleAuthorities authorities, EventLoopGroup loops, Consumer<SessionRecord> log)
            throws BindException {
        NettyTlsContexts contexts = new NettyTlsContexts(authorities);
        Set<String> visited = ConcurrentHashMap.newKeySet();
        Map<String, Supplier<ChannelHandler>> handlers = new LinkedHashMap<>();
        for (PlannedServer server : world.servers().values()) {
            if (server.persona() != Persona.REFUSED) {
                handlers.put(server.address(), () -> {
                    ServerScript script = new ServerScript(server, visited.add(server.address()));
                    return new NettyConversation(script, () -> contexts.of(server), log);
                });
            }
        }
        return listen(handlers, loops);
    }

    /**
     * Opens a listener on every address, or none, all on one port.
     *
     * @param handlers by address: makes one for each connection
     */
    public static NettyMailServers listen(Map<String, Supplier<ChannelHandler>> handlers, EventLoopGroup loops)
            throws BindException {
        BindException last = new BindException("no port that is free on all addresses");
        for (int port = FIRST_PORT; port < FIRST_PORT + PORTS_TRIED; port++) {
            ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
            boolean isFree = true;
            for (Map.Entry<String, Supplier<ChannelHandler>> server : handlers.entrySet()) {
                ServerBootstrap bootstrap = bootstrap(loops, new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline().addLast(server.getValue().get());
                    }
                });
                ChannelFuture bound = bootstrap
                        .bind(new InetSocketAddress(server.getKey(), port))
                        .awaitUninterruptibly();
                if (!bound.isSuccess()) {
                    last.addSuppressed(bound.cause());
                    isFree = false;
                    break;
                }
                channels.add(bound.channel());
            }
            if (isFree) {
                return new NettyMailServers(port, channels);
            }
            channels.close().syncUninterruptibly();
        }
        throw last;
    }

    private static ServerBootstrap bootstrap(EventLoopGroup loops, ChannelInitializer<SocketChannel> initializer) {
        return new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_RCVBUF, BUFFER_BYTES)
                .childHandler(initializer);
    }

    public int port() {
        return port;
    }

    /** Listeners that are open. */
    public int size() {
        return (int) channels.stream().filter(Channel::isOpen).count();
    }

    @Override
    public void close() {
        channels.close().syncUninterruptibly();
    }
}
