package org.starttls.census.crawler.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

class DnsjavaResolverTest extends ResolverContract {
    private static final DnsLimits SHORT = new DnsLimits(Duration.ofMillis(150), 2, 100);
    private static final DnsLimits PATIENT = new DnsLimits(Duration.ofSeconds(20), 2, 100);
    private static final ScriptedZone ZONE = new ScriptedZone().with("example.org", RecordType.MX, "10 mx.example.org");

    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    @Override
    Resolver resolving(ScriptedZone zone) throws Exception {
        return resolving(SHORT, serving(zone));
    }

    private LoopbackDnsServer serving(ScriptedZone zone) throws IOException {
        return kept(LoopbackDnsServer.serving(zone));
    }

    private LoopbackDnsServer serving(ScriptedZone zone, LoopbackDnsServer.Wire wire) throws IOException {
        return kept(LoopbackDnsServer.serving(zone, wire));
    }

    private DnsjavaResolver resolving(DnsLimits limits, LoopbackDnsServer... servers) throws IOException {
        List<InetSocketAddress> addresses = new ArrayList<>();
        for (LoopbackDnsServer server : servers) {
            addresses.add(server.address());
        }
        return kept(DnsjavaResolver.open(addresses, limits));
    }

    private <T extends AutoCloseable> T kept(T each) {
        open.add(0, each);
        return each;
    }

    private static DnsAnswer askMx(Resolver resolver) throws Exception {
        return resolver.ask(DnsQuestion.ofDomain("example.org", RecordType.MX))
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
    }

    private static LookupFailure failure(DnsAnswer answer) {
        return ((DnsAnswer.Failed) answer).failure();
    }

    @Nested
    class Matching {
        @Test
        void dropsAnAnswerWithAnotherIdAndTakesTheTrueOne() throws Exception {
            assertFoundAfter((query, reply) -> {
                byte[] wrong = reply.toWire();
                wrong[1] ^= 1;
                return wrong;
            });
        }

        @Test
        void dropsAnAnswerToAnotherQuestionAndTakesTheTrueOne() throws Exception {
            assertFoundAfter((query, reply) -> {
                byte[] wrong = reply.toWire();
                wrong[13] ^= 1;
                return wrong;
            });
        }

        @Test
        void dropsAnAnswerToAnotherTypeAndTakesTheTrueOne() throws Exception {
            assertFoundAfter((query, reply) -> {
                byte[] wrong = reply.toWire();
                wrong[12 + "example.org".length() + 3] ^= 1;
                return wrong;
            });
        }

        @Test
        void dropsItsOwnQueryEchoedAndTakesTheTrueAnswer() throws Exception {
            assertFoundAfter((query, reply) -> query.toWire());
        }

        @Test
        void dropsDatagramsTooShortForAHeader() throws Exception {
            assertFoundAfter((query, reply) -> new byte[] {1});
            assertFoundAfter((query, reply) -> java.util.Arrays.copyOf(reply.toWire(), 12));
        }

        @Test
        void dropsWhatAnotherPortSends() throws Exception {
            DatagramSocket spoofer = kept(new DatagramSocket(0, InetAddress.getLoopbackAddress()));
            AtomicReference<LoopbackDnsServer> server = new AtomicReference<>();
            server.set(serving(ZONE, (query, reply) -> {
                byte[] forged = reply.toWire();
                assertThatCode(() -> spoofer.send(new DatagramPacket(
                                forged, forged.length, server.get().client())))
                        .doesNotThrowAnyException();
                return List.of();
            }));

            DnsAnswer answer = askMx(resolving(SHORT, server.get()));

            assertThat(failure(answer)).isEqualTo(LookupFailure.TIMEOUT);
        }

        @Test
        void takesAQuestionEchoedInAnotherCase() throws Exception {
            LoopbackDnsServer server = serving(ZONE, (query, reply) -> {
                byte[] bytes = reply.toWire();
                bytes[13] -= 0x20;
                return List.of(bytes);
            });

            assertThat(askMx(resolving(SHORT, server))).isInstanceOf(DnsAnswer.Found.class);
        }

        private void assertFoundAfter(java.util.function.BiFunction<Message, Message, byte[]> spoof) throws Exception {
            LoopbackDnsServer server =
                    serving(ZONE, (query, reply) -> List.of(spoof.apply(query, reply), reply.toWire()));

            assertThat(askMx(resolving(PATIENT, server))).isInstanceOf(DnsAnswer.Found.class);
            assertThat(server.heard()).hasSize(1);
        }
    }

    @Nested
    class Truncation {
        private final LoopbackDnsServer.Wire truncating = (query, reply) -> {
            Message cut = new Message(query.getHeader().getID());
            cut.getHeader().setFlag(Flags.QR);
            cut.getHeader().setFlag(Flags.TC);
            cut.addRecord(query.getQuestion(), Section.QUESTION);
            return List.of(cut.toWire());
        };

        @Test
        void asksAgainOverTcp() throws Exception {
            LoopbackDnsServer server = serving(manyTexts(300), truncating);

            DnsAnswer answer = resolving(PATIENT, server)
                    .ask(DnsQuestion.ofDomain("example.org", RecordType.TXT))
                    .toCompletableFuture()
                    .get(20, TimeUnit.SECONDS);

            assertThat(((DnsAnswer.Found) answer).records()).hasSize(300);
        }

        @Test
        void takesATextOfSixtyThousandBytes() throws Exception {
            String text = "x".repeat(60_000);
            LoopbackDnsServer server =
                    serving(new ScriptedZone().with("example.org", RecordType.TXT, text), truncating);

            DnsAnswer answer = resolving(PATIENT, server)
                    .ask(DnsQuestion.ofDomain("example.org", RecordType.TXT))
                    .toCompletableFuture()
                    .get(20, TimeUnit.SECONDS);

            assertThat(((DnsAnswer.Found) answer).records()).containsExactly(new DnsRecord.Text(text));
        }

        @Test
        void doesNotGoRoundWhenTheStreamIsTruncatedToo() throws Exception {
            LoopbackDnsServer server = kept(LoopbackDnsServer.serving(ZONE, truncating, (query, reply) -> {
                reply.getHeader().setFlag(Flags.TC);
                return List.of(reply.toWire());
            }));

            assertThat(askMx(resolving(PATIENT, server))).isInstanceOf(DnsAnswer.Found.class);
            assertThat(server.heard()).hasSize(2);
        }

        @Test
        void manyAtOnceTakeTurns() throws Exception {
            DnsjavaResolver resolver = resolving(PATIENT, serving(ZONE, truncating));
            List<CompletableFuture<DnsAnswer>> answers = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                answers.add(resolver.ask(DnsQuestion.ofDomain("example.org", RecordType.MX))
                        .toCompletableFuture());
            }

            for (CompletableFuture<DnsAnswer> answer : answers) {
                assertThat(answer.get(20, TimeUnit.SECONDS)).isInstanceOf(DnsAnswer.Found.class);
            }
        }

        @Test
        void failsWhenTheStreamEndsEarly() throws Exception {
            LoopbackDnsServer server = kept(LoopbackDnsServer.serving(ZONE, truncating, (query, reply) -> List.of()));

            assertThat(failure(askMx(resolving(PATIENT, server)))).isEqualTo(LookupFailure.NETWORK);
        }

        @Test
        void dropsAStrayMessageOnTheStream() throws Exception {
            LoopbackDnsServer server = kept(LoopbackDnsServer.serving(ZONE, truncating, (query, reply) -> {
                byte[] wrong = reply.toWire();
                wrong[1] ^= 1;
                return List.of(wrong, new byte[0], reply.toWire());
            }));

            assertThat(askMx(resolving(PATIENT, server))).isInstanceOf(DnsAnswer.Found.class);
        }

        private ScriptedZone manyTexts(int count) {
            ScriptedZone zone = new ScriptedZone();
            for (int i = 0; i < count; i++) {
                zone.with("example.org", RecordType.TXT, "text number " + i + " of many");
            }
            return zone;
        }
    }

    @Nested
    class Trying {
        @Test
        void asksAgainAfterSilence() throws Exception {
            List<Message> seen = new ArrayList<>();
            LoopbackDnsServer server = serving(ZONE, (query, reply) -> {
                seen.add(query);
                return seen.size() == 1 ? List.of() : List.of(reply.toWire());
            });

            assertThat(askMx(resolving(SHORT, server))).isInstanceOf(DnsAnswer.Found.class);
        }

        @Test
        void makesNoMoreTriesThanItsLimit() throws Exception {
            LoopbackDnsServer server = serving(new ScriptedZone().failing("example.org", LookupFailure.TIMEOUT));

            assertThat(failure(askMx(resolving(SHORT, server)))).isEqualTo(LookupFailure.TIMEOUT);
            assertThat(server.heard()).hasSize(SHORT.tries());
        }

        @Test
        void asksTheNextResolverAfterAFailure() throws Exception {
            for (LookupFailure failure :
                    List.of(LookupFailure.SERVFAIL, LookupFailure.REFUSED, LookupFailure.TIMEOUT)) {
                LoopbackDnsServer broken = serving(new ScriptedZone().failing("example.org", failure));

                assertThat(askMx(resolving(SHORT, broken, serving(ZONE))))
                        .as(failure.name())
                        .isInstanceOf(DnsAnswer.Found.class);
            }
        }

        @Test
        void doesNotRepeatAFailureThatOneResolverThoughtAbout() throws Exception {
            LoopbackDnsServer server = serving(new ScriptedZone().failing("example.org", LookupFailure.SERVFAIL));

            assertThat(failure(askMx(resolving(SHORT, server)))).isEqualTo(LookupFailure.SERVFAIL);
            assertThat(server.heard()).hasSize(1);
        }

        @Test
        void namesAnUnreachableResolver() throws Exception {
            InetSocketAddress nobody;
            try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
                nobody = (InetSocketAddress) socket.getLocalSocketAddress();
            }

            DnsjavaResolver resolver = kept(DnsjavaResolver.open(List.of(nobody), SHORT));

            assertThat(failure(askMx(resolver))).isEqualTo(LookupFailure.NETWORK);
        }

        @Test
        void keepsNoMoreOnTheWireThanItsLimitAndLosesNone() throws Exception {
            LoopbackDnsServer server = serving(new ScriptedZone().failing("example.org", LookupFailure.TIMEOUT));
            DnsjavaResolver resolver = resolving(new DnsLimits(Duration.ofMillis(100), 1, 2), server);
            List<Integer> heardAtAnswer = new ArrayList<>();
            List<CompletableFuture<Boolean>> answers = new ArrayList<>();

            for (int i = 0; i < 6; i++) {
                answers.add(resolver.ask(DnsQuestion.ofDomain("example.org", RecordType.MX))
                        .thenApply(answer -> heardAtAnswer.add(server.heard().size()))
                        .toCompletableFuture());
            }

            for (CompletableFuture<Boolean> answer : answers) {
                assertThat(answer.get(20, TimeUnit.SECONDS)).isTrue();
            }
            assertThat(heardAtAnswer).containsExactly(2, 2, 4, 4, 6, 6);
        }

        @Test
        void breaksOffWhenItIsClosed() throws Exception {
            DnsjavaResolver resolver =
                    resolving(PATIENT, serving(new ScriptedZone().failing("example.org", LookupFailure.TIMEOUT)));
            CompletableFuture<DnsAnswer> before = resolver.ask(DnsQuestion.ofDomain("example.org", RecordType.MX))
                    .toCompletableFuture();

            resolver.close();
            CompletableFuture<DnsAnswer> after = resolver.ask(DnsQuestion.ofDomain("example.org", RecordType.MX))
                    .toCompletableFuture();

            assertThatThrownBy(() -> before.get(20, TimeUnit.SECONDS)).isInstanceOf(CancellationException.class);
            assertThatThrownBy(() -> after.get(20, TimeUnit.SECONDS)).isInstanceOf(CancellationException.class);
        }
    }

    @Nested
    class Meaning {
        @Test
        void takesTheWordOfAResolverOnLoopbackAboutDnssec() throws Exception {
            LoopbackDnsServer validating = serving(ZONE, (query, reply) -> {
                reply.getHeader().setFlag(Flags.AD);
                return List.of(reply.toWire());
            });

            assertThat(askMx(resolving(SHORT, validating)).provenance().security())
                    .isEqualTo(Security.SECURE);
            assertThat(askMx(resolving(SHORT, serving(ZONE))).provenance().security())
                    .isEqualTo(Security.INSECURE);
        }

        @Test
        void callsTheServerFailureOfAResolverOnLoopbackIndeterminate() throws Exception {
            LoopbackDnsServer server = serving(new ScriptedZone().failing("example.org", LookupFailure.SERVFAIL));

            assertThat(askMx(resolving(SHORT, server)).provenance().security()).isEqualTo(Security.INDETERMINATE);
        }

        @Test
        void asksWithAdAndEdnsAndWithoutDo() throws Exception {
            LoopbackDnsServer server = serving(ZONE);

            assertThat(askMx(resolving(SHORT, server))).isNotNull();

            Message query = server.heard().element();
            assertThat(query.getHeader().getFlag(Flags.AD)).isTrue();
            assertThat(query.getHeader().getFlag(Flags.RD)).isTrue();
            assertThat(query.getOPT().getPayloadSize()).isEqualTo(1232);
            assertThat(query.getOPT().getFlags()).isZero();
        }

        @Test
        void asksForSignaturesWhenTheyAreWanted() throws Exception {
            LoopbackDnsServer server = serving(ZONE);

            assertThat(resolving(SHORT, server)
                            .ask(new DnsQuestion("example.org", RecordType.MX, 16, DnsQuestion.Signatures.WANTED))
                            .toCompletableFuture()
                            .get(20, TimeUnit.SECONDS))
                    .isInstanceOf(DnsAnswer.Found.class);

            assertThat(server.heard().element().getOPT().getFlags()).isEqualTo(0x8000);
        }

        @Test
        void asksOnWhereTheAnswerStopsShortOfTheEndOfTheAliases() throws Exception {
            ScriptedZone zone = new ScriptedZone()
                    .with("example.org", RecordType.A, "192.0.2.9")
                    .with("far.example.net", RecordType.MX, "10 mx.example.net");
            LoopbackDnsServer server = serving(zone, (query, reply) -> {
                Record question = query.getQuestion();
                if (question.getName().toString(true).equals("example.org")) {
                    reply.removeAllRecords(Section.AUTHORITY);
                    reply.addRecord(
                            new CNAMERecord(
                                    question.getName(), DClass.IN, 60, Name.fromConstantString("far.example.net.")),
                            Section.ANSWER);
                }
                return List.of(reply.toWire());
            });

            DnsAnswer answer = askMx(resolving(SHORT, server));

            assertThat(answer).isInstanceOf(DnsAnswer.Found.class);
            assertThat(answer.provenance().aliases()).containsExactly("far.example.net");
            assertThat(server.heard()).hasSize(2);
        }

        @Test
        void asksNoMoreQueriesThanItsLimitOfAliasesThatComeOneByOne() throws Exception {
            LoopbackDnsServer server = serving(ZONE, oneAliasAtATime());

            DnsAnswer answer = askMx(resolving(PATIENT, server));

            assertThat(failure(answer)).isEqualTo(LookupFailure.CNAME_LOOP);
            assertThat(answer.provenance().aliases()).hasSize(DnsLimits.MAX_QUERIES);
            assertThat(server.heard()).hasSize(DnsLimits.MAX_QUERIES);
        }

        @Test
        void followsAsManyOfThemAsItHasQueriesFor() throws Exception {
            String last = "n".repeat(DnsLimits.MAX_QUERIES - 1) + ".example.net";
            ScriptedZone zone = new ScriptedZone().with(last, RecordType.MX, "10 mx.example.net");
            LoopbackDnsServer.Wire aliases = oneAliasAtATime();
            LoopbackDnsServer server = serving(
                    zone,
                    (query, reply) ->
                            query.getQuestion().getName().toString(true).equals(last)
                                    ? List.of(reply.toWire())
                                    : aliases.replies(query, reply));

            assertThat(askMx(resolving(PATIENT, server))).isInstanceOf(DnsAnswer.Found.class);
            assertThat(server.heard()).hasSize(DnsLimits.MAX_QUERIES);
        }

        @Test
        void asksNoFurtherWhereEachAliasComesLate() throws Exception {
            List<Message> late = new ArrayList<>();
            LoopbackDnsServer.Wire aliases = oneAliasAtATime();
            LoopbackDnsServer server = serving(ZONE, (query, reply) -> {
                late.add(query);
                return late.size() % 2 == 1 ? List.of() : aliases.replies(query, reply);
            });

            DnsAnswer answer = askMx(resolving(SHORT, server));

            assertThat(failure(answer)).isEqualTo(LookupFailure.TIMEOUT);
            assertThat(server.heard()).hasSize(3);
        }

        /** Each name is an alias of one that is a letter longer, and no answer says more. */
        private LoopbackDnsServer.Wire oneAliasAtATime() {
            return (query, reply) -> {
                Name name = query.getQuestion().getName();
                String longer = name.toString(true).replaceFirst("^example.org$|^(n+)[.].*", "$1n");
                reply.removeAllRecords(Section.AUTHORITY);
                reply.removeAllRecords(Section.ANSWER);
                reply.getHeader().setRcode(0);
                reply.addRecord(
                        new CNAMERecord(name, DClass.IN, 60, Name.fromConstantString(longer + ".example.net.")),
                        Section.ANSWER);
                return List.of(reply.toWire());
            };
        }

        @Test
        void doesNotReadAReferralAsAbsence() throws Exception {
            LoopbackDnsServer server =
                    serving(new ScriptedZone().with("example.org", RecordType.A, "192.0.2.9"), (query, reply) -> {
                        reply.removeAllRecords(Section.AUTHORITY);
                        reply.addRecord(
                                new NSRecord(
                                        Name.fromConstantString("org."),
                                        DClass.IN,
                                        60,
                                        Name.fromConstantString("ns.example.net.")),
                                Section.AUTHORITY);
                        return List.of(reply.toWire());
                    });

            assertThat(failure(askMx(resolving(SHORT, server)))).isEqualTo(LookupFailure.MALFORMED);
        }

        @Test
        void takesNoRecordOfAnotherName() throws Exception {
            LoopbackDnsServer server = serving(ZONE, (query, reply) -> {
                Message other = new Message(query.getHeader().getID());
                other.getHeader().setFlag(Flags.QR);
                other.addRecord(query.getQuestion(), Section.QUESTION);
                other.addRecord(
                        new org.xbill.DNS.MXRecord(
                                Name.fromConstantString("example.com."),
                                DClass.IN,
                                60,
                                10,
                                Name.fromConstantString("evil.example.com.")),
                        Section.ANSWER);
                return List.of(other.toWire());
            });

            assertThat(askMx(resolving(SHORT, server))).isInstanceOf(DnsAnswer.NoData.class);
        }

        @Test
        void keepsAMappedAddressInItsFamily() throws Exception {
            LoopbackDnsServer server =
                    serving(new ScriptedZone().with("mx.example.org", RecordType.A, "192.0.2.1"), (query, reply) -> {
                        byte[] mapped = new byte[16];
                        mapped[10] = mapped[11] = (byte) 0xff;
                        mapped[12] = 10;
                        reply.removeAllRecords(Section.AUTHORITY);
                        reply.addRecord(
                                Record.newRecord(query.getQuestion().getName(), Type.AAAA, DClass.IN, 60, mapped),
                                Section.ANSWER);
                        return List.of(reply.toWire());
                    });

            DnsAnswer answer = resolving(SHORT, server)
                    .ask(DnsQuestion.ofHost("mx.example.org", RecordType.AAAA))
                    .toCompletableFuture()
                    .get(20, TimeUnit.SECONDS);

            assertThat(((DnsRecord.Address) ((DnsAnswer.Found) answer).records().get(0)).address())
                    .isInstanceOf(Inet6Address.class);
        }
    }

    @Test
    void defaultsAreTheOnesOfTheMethod() throws ExecutionException {
        assertThat(DnsLimits.forInternet()).isEqualTo(new DnsLimits(Duration.ofSeconds(3), 3, 1_000));
        assertThat(DnsLimits.lab()).isEqualTo(new DnsLimits(Duration.ofSeconds(1), 2, 250));
        assertThat(DnsLimits.MAX_QUERIES).isEqualTo(12);
        assertThat(DnsLimits.UDP_PAYLOAD_BYTES).isEqualTo(1_232);
        assertThat(DnsQuestion.MAX_DOMAIN_ALIASES).isEqualTo(16);
        assertThat(DnsQuestion.MAX_HOST_ALIASES).isEqualTo(10);
    }
}
