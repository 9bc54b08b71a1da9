package org.starttls.census.crawler.probe.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.ReferenceCountUtil;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.starttls.census.crawler.probe.dialogue.Ending;
import org.starttls.census.crawler.probe.dialogue.Misbehaviour;

/** Limits in front of the engine, with records that it would never see the end of. */
class NettyTlsSessionTest {
    private static final int APPLICATION_DATA = 23;
    private static final int CHANGE_CIPHER_SPEC = 20;

    private final Listener listener = new Listener();
    private final Engine engine = new Engine();
    private final NettyTlsSession session;
    private final EmbeddedChannel channel;

    NettyTlsSessionTest() throws Exception {
        session = new NettyTlsSession("JDK", SSLContext.getDefault().createSSLEngine(), false, listener, ended -> {});
        channel = new EmbeddedChannel(session, engine);
    }

    @Nested
    class InTheHandshake {
        @Test
        void asManyRecordsAsTheLimitPass() {
            receive(1_024, CHANGE_CIPHER_SPEC, 1);

            assertThat(listener.failures).isZero();
            assertThat(engine.bytes).isEqualTo(1_024 * 6);
        }

        @Test
        void aRecordMoreThanTheLimitEndsIt() {
            receive(1_025, CHANGE_CIPHER_SPEC, 1);

            assertEnded(Misbehaviour.OVERSIZE_HANDSHAKE);
            assertThat(engine.bytes).isLessThan(1_025 * 6);
        }

        @Test
        void asManyBytesAsTheLimitPass() {
            receive(128, APPLICATION_DATA, 4_096 - 5);

            assertThat(listener.failures).isZero();
            assertThat(engine.bytes).isEqualTo(524_288);
        }

        @Test
        void aByteMoreThanTheLimitEndsIt() {
            receive(128, APPLICATION_DATA, 4_096 - 5);
            channel.writeInbound(Unpooled.wrappedBuffer(new byte[] {APPLICATION_DATA}));

            assertEnded(Misbehaviour.OVERSIZE_HANDSHAKE);
        }
    }

    @Nested
    class AfterTheHandshake {
        @Test
        void asManyRecordsWithoutDataAsTheLimitPass() {
            session.handshakeEnded(null);

            receive(32, APPLICATION_DATA, 0);

            assertThat(listener.failures).isZero();
        }

        @Test
        void aRecordMoreThanTheLimitEndsIt() {
            session.handshakeEnded(null);

            receive(33, APPLICATION_DATA, 0);

            assertEnded(Misbehaviour.TLS_WITHOUT_DATA);
        }

        @Test
        void asManyBytesWithoutDataAsTheLimitPass() {
            session.handshakeEnded(null);

            receive(16, APPLICATION_DATA, 4_096 - 5);

            assertThat(listener.failures).isZero();
        }

        @Test
        void aByteMoreThanTheLimitEndsIt() {
            session.handshakeEnded(null);

            receive(16, APPLICATION_DATA, 4_096 - 5);
            channel.writeInbound(Unpooled.wrappedBuffer(new byte[] {APPLICATION_DATA}));

            assertEnded(Misbehaviour.TLS_WITHOUT_DATA);
        }

        @Test
        void aFloodInOneReadReachesTheEngineInPart() {
            session.handshakeEnded(null);

            channel.writeInbound(records(10_000, APPLICATION_DATA, 0));

            assertEnded(Misbehaviour.TLS_WITHOUT_DATA);
            assertThat(engine.bytes).isEqualTo(64 * 5);
        }

        @Test
        void recordsThatBringDataAreNoFlood() {
            session.handshakeEnded(null);
            engine.delivers = true;

            receive(1_000, APPLICATION_DATA, 17);

            assertThat(listener.failures).isZero();
            assertThat(engine.bytes).isEqualTo(1_000 * 22);
        }
    }

    private void assertEnded(Misbehaviour misbehaviour) {
        assertThat(listener.failures).isEqualTo(1);
        assertThat(session.failure()).isEqualTo(new Ending.Misbehaved(misbehaviour, ""));
    }

    /** Each record comes alone, in two pieces. */
    private void receive(int count, int type, int fragmentBytes) {
        for (int i = 0; i < count; i++) {
            ByteBuf record = records(1, type, fragmentBytes);
            channel.writeInbound(record.readRetainedSlice(2));
            channel.writeInbound(record);
        }
    }

    private static ByteBuf records(int count, int type, int fragmentBytes) {
        ByteBuf bytes = Unpooled.buffer(count * (5 + fragmentBytes));
        for (int i = 0; i < count; i++) {
            bytes.writeByte(type).writeShort(0x0303).writeShort(fragmentBytes).writeZero(fragmentBytes);
        }
        return bytes;
    }

    /** In the place of the engine: counts what reaches it. */
    private final class Engine extends ChannelInboundHandlerAdapter {
        private int bytes;
        private boolean delivers;

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            bytes += ((ByteBuf) message).readableBytes();
            ReferenceCountUtil.release(message);
            if (delivers) {
                session.delivered();
            }
        }
    }

    private static final class Listener implements TlsListener {
        private int failures;

        @Override
        public void secured() {}

        @Override
        public void failed() {
            failures++;
        }

        @Override
        public void closed() {}
    }
}
