package org.starttls.census.lab.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.starttls.census.lab.plan.Lists;
import org.starttls.census.lab.plan.MxQuirk;
import org.starttls.census.lab.plan.PlannedDomain;
import org.starttls.census.lab.plan.PlannedHost;
import org.starttls.census.lab.plan.PolicyText;
import org.starttls.census.lab.plan.RoutePlan;
import org.starttls.census.lab.plan.World;
import org.starttls.census.lab.plan.WorldPlanner;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

class DnsjavaMessagesTest {
    private static final World WORLD = WorldPlanner.plan(Lists.ofSize(1_000), 5);

    private static MultiThreadIoEventLoopGroup loops;
    private static NettyDnsServer server;

    @BeforeAll
    static void starts() throws IOException {
        loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        server = NettyDnsServer.start(WORLD, loops);
    }

    @AfterAll
    static void stops() {
        server.close();
        loops.shutdownGracefully();
    }

    @Test
    void answersMxInTheSpellingOfTheQuestion() throws IOException {
        PlannedDomain domain = domain(RoutePlan.MX, MxQuirk.NONE);

        Message answer = ask(domain.name().toUpperCase(Locale.ROOT), Type.MX);

        assertThat(answer.getSection(Section.ANSWER))
                .hasSameSizeAs(domain.mx())
                .allSatisfy(record -> assertThat(record).isInstanceOf(MXRecord.class));
        assertThat(answer.getQuestion().getName().toString(true))
                .isEqualTo(domain.name().toUpperCase(Locale.ROOT));
    }

    @Test
    void answersAddressesOfHosts() throws IOException {
        PlannedDomain domain = domain(RoutePlan.MX, MxQuirk.NONE);
        PlannedHost host = WORLD.hosts().get(domain.hosts().get(0));

        List<String> addresses = ask(host.name(), Type.A).getSection(Section.ANSWER).stream()
                .map(record -> ((ARecord) record).getAddress().getHostAddress())
                .toList();

        assertThat(addresses).containsExactlyElementsOf(host.servers());
    }

    @Test
    void sendsNullMxAsTheRoot() throws IOException {
        Message answer = ask(domain(RoutePlan.NULL_MX, MxQuirk.NONE).name(), Type.MX);

        assertThat(((MXRecord) answer.getSection(Section.ANSWER).get(0)).getTarget())
                .isEqualTo(Name.root);
    }

    @Test
    void tellsNoDataFromNoSuchNameFromFailure() throws IOException {
        Message noData = ask(domain(RoutePlan.NOTHING, MxQuirk.NONE).name(), Type.MX);
        Message noSuchName = ask(domain(RoutePlan.NO_SUCH_NAME, MxQuirk.NONE).name(), Type.MX);
        Message failure = ask(domain(RoutePlan.SERVER_FAILURE, MxQuirk.NONE).name(), Type.MX);

        assertThat(noData.getRcode()).isEqualTo(Rcode.NOERROR);
        assertThat(noData.getSection(Section.ANSWER)).isEmpty();
        assertThat(noData.getSection(Section.AUTHORITY)).hasSize(1);
        assertThat(noSuchName.getRcode()).isEqualTo(Rcode.NXDOMAIN);
        assertThat(failure.getRcode()).isEqualTo(Rcode.SERVFAIL);
    }

    @Test
    void givesTheWholeAnswerOverTcpOnlyWhereThatIsPlanted() throws IOException {
        PlannedDomain domain = domain(RoutePlan.MX, MxQuirk.TRUNCATED);

        Message overUdp = ask(domain.name(), Type.MX);
        Message overTcp = askByTcp(domain.name(), Type.MX);

        assertThat(overUdp.getHeader().getFlag(Flags.TC)).isTrue();
        assertThat(overUdp.getSection(Section.ANSWER)).isEmpty();
        assertThat(overTcp.getHeader().getFlag(Flags.TC)).isFalse();
        assertThat(overTcp.getSection(Section.ANSWER)).hasSameSizeAs(domain.mx());
    }

    @Test
    void leadsOverTheAliasesOfAHost() throws IOException {
        PlannedHost host = WORLD.hosts().values().stream()
                .filter(candidate -> !candidate.aliases().isEmpty())
                .findFirst()
                .orElseThrow();

        List<Record> answer = ask(host.name(), Type.A).getSection(Section.ANSWER);

        assertThat(answer.get(0)).isInstanceOf(CNAMERecord.class);
        assertThat(answer).hasSize(host.aliases().size() + host.servers().size());
    }

    @Test
    void servesPolicyTexts() throws IOException {
        PlannedDomain domain = WORLD.domains().stream()
                .filter(candidate -> candidate.sts() == PolicyText.VALID && candidate.route() == RoutePlan.MX)
                .findFirst()
                .orElseThrow();

        Message answer = ask("_mta-sts." + domain.name(), Type.TXT);

        assertThat(answer.getSection(Section.ANSWER))
                .singleElement()
                .satisfies(record -> assertThat(record.rdataToString()).startsWith("\"v=STSv1;"));
    }

    @Test
    void staysSilentToNoiseAndWherePlanted() throws IOException {
        DnsjavaMessages messages = new DnsjavaMessages(new Answers(WORLD));
        String silent = domain(RoutePlan.SILENCE, MxQuirk.NONE).name();

        assertThat(messages.reply(new byte[] {1, 2, 3}, true)).isEmpty();
        assertThat(messages.reply(question(silent, Type.MX), true)).isEmpty();
    }

    private static PlannedDomain domain(RoutePlan route, MxQuirk quirk) {
        return WORLD.domains().stream()
                .filter(domain -> domain.route() == route && domain.quirk() == quirk)
                .findFirst()
                .orElseThrow();
    }

    private static byte[] question(String name, int type) throws IOException {
        return Message.newQuery(Record.newRecord(Name.fromString(name, Name.root), type, DClass.IN))
                .toWire();
    }

    private static Message ask(String name, int type) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout(5_000);
            byte[] question = question(name, type);
            socket.send(new DatagramPacket(question, question.length, server.address()));
            DatagramPacket reply = new DatagramPacket(new byte[4_096], 4_096);
            socket.receive(reply);
            return new Message(Arrays.copyOf(reply.getData(), reply.getLength()));
        }
    }

    private static Message askByTcp(String name, int type) throws IOException {
        try (Socket socket =
                new Socket(server.address().getAddress(), server.address().getPort())) {
            byte[] question = question(name, type);
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.writeShort(question.length);
            out.write(question);
            out.flush();
            DataInputStream in = new DataInputStream(socket.getInputStream());
            return new Message(in.readNBytes(in.readUnsignedShort()));
        }
    }
}
