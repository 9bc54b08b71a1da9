package org.starttls.census.lab.play;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.starttls.census.lab.plan.KeyKind;

/** Somebody on the path: relays a session to the server behind it, tampering with it. Lives on its event loop. */
final class NettyTamperer extends ChannelInboundHandlerAdapter {
    private static final Step.Handshake OWN_HANDSHAKE =
            new Step.Handshake("TLSv1.3", KeyKind.ECDSA, false, Optional.empty());

    /** Which reply the server owes. */
    private enum Owed {
        GREETING,
        EHLO,
        STARTTLS,
        OTHER
    }

    private final Behaviour behaviour;
    private final Tampering tampering;
    private final NettyIdentities identities;
    /** Listens on the port that the client came to. */
    private final String server;

    private final StringBuilder fromClient = new StringBuilder();
    private final StringBuilder fromServer = new StringBuilder();
    private final List<String> reply = new ArrayList<>();
    private Channel client;
    private Channel back;
    private Owed owed = Owed.GREETING;
    private boolean isOpaque;

    NettyTamperer(Behaviour behaviour, NettyIdentities identities, String server) {
        this.behaviour = behaviour;
        this.tampering = behaviour.proxy().orElseThrow();
        this.identities = identities;
        this.server = server;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        client = context.channel();
        client.config().setAutoRead(false);
        int port = ((InetSocketAddress) client.localAddress()).getPort();
        new Bootstrap()
                .group(client.eventLoop())
                .channel(NioSocketChannel.class)
                .handler(new FromServer())
                .connect(new InetSocketAddress(server, port))
                .addListener(connected -> {
                    if (connected.isSuccess()) {
                        client.config().setAutoRead(true);
                    } else {
                        NettyWire.close(client);
                    }
                });
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        if (isOpaque) {
            NettyWire.send(back, bytes);
            return;
        }
        lines(bytes, fromClient).forEach(this::onCommand);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (back != null) {
            NettyWire.closeAfterAll(back);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        NettyWire.close(context);
    }

    private void onCommand(String command) {
        Tampering.Fate fate = tampering.ofCommand(command);
        if (fate instanceof Tampering.Fate.Pass pass) {
            owed = switch (command.strip().split("\\s+", 2)[0].toUpperCase(Locale.ROOT)) {
                case "EHLO" -> Owed.EHLO;
                case "STARTTLS" -> Owed.STARTTLS;
                default -> Owed.OTHER;
            };
            say(back, List.of(pass.command()));
        } else if (fate instanceof Tampering.Fate.Answer answer) {
            say(client, List.of(answer.reply()));
        } else if (fate instanceof Tampering.Fate.Secure secure) {
            say(client, List.of(secure.reply()));
            SslHandler handler = identities.substitute(behaviour, OWN_HANDSHAKE).newHandler(client.alloc());
            client.pipeline().addFirst(handler);
        }
    }

    private void onReplyLine(String line) {
        reply.add(line);
        if (line.length() > 3 && line.charAt(3) == '-') {
            return;
        }
        List<String> whole = List.copyOf(reply);
        reply.clear();
        boolean isReady = owed == Owed.STARTTLS && line.startsWith("220");
        say(
                client,
                switch (owed) {
                    case GREETING -> tampering.ofGreeting(whole);
                    case EHLO -> tampering.ofEhloReply(whole);
                    case STARTTLS -> isReady ? tampering.ofStarttlsReply(whole) : whole;
                    case OTHER -> whole;
                });
        owed = Owed.OTHER;
        isOpaque = isReady;
    }

    private static void say(Channel to, List<String> lines) {
        NettyWire.send(to, String.join("\r\n", lines) + "\r\n");
    }

    private static List<String> lines(ByteBuf bytes, StringBuilder unfinished) {
        List<String> lines = new ArrayList<>();
        try {
            while (bytes.isReadable()) {
                char c = (char) bytes.readUnsignedByte();
                if (c == '\n') {
                    lines.add(unfinished.toString().stripTrailing());
                    unfinished.setLength(0);
                } else {
                    unfinished.append(c);
                }
            }
        } finally {
            ReferenceCountUtil.release(bytes);
        }
        return lines;
    }

    private final class FromServer extends ChannelInboundHandlerAdapter {
        @Override
        public void channelActive(ChannelHandlerContext context) {
            back = context.channel();
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ByteBuf bytes = (ByteBuf) message;
            if (isOpaque) {
                NettyWire.send(client, bytes);
            } else {
                lines(bytes, fromServer).forEach(NettyTamperer.this::onReplyLine);
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            NettyWire.closeAfterAll(client);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            NettyWire.close(context);
        }
    }
}
