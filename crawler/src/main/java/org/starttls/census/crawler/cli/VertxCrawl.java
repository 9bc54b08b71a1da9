package org.starttls.census.crawler.cli;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.starttls.census.crawler.campaign.ExitStatus;
import org.starttls.census.crawler.campaign.Manifest;
import org.starttls.census.crawler.campaign.Problem;
import org.starttls.census.crawler.campaign.ScanConfiguration;
import org.starttls.census.crawler.certificate.CertificateStage;
import org.starttls.census.crawler.conduct.AddressPolicy;
import org.starttls.census.crawler.contact.ContactRules;
import org.starttls.census.crawler.contact.ContactSettings;
import org.starttls.census.crawler.contact.ProbeStage;
import org.starttls.census.crawler.contact.UsableFamilies;
import org.starttls.census.crawler.dns.DnsAnswer;
import org.starttls.census.crawler.dns.DnsLimits;
import org.starttls.census.crawler.dns.DnsQuestion;
import org.starttls.census.crawler.dns.DnsjavaResolver;
import org.starttls.census.crawler.dns.RecordType;
import org.starttls.census.crawler.host.HostSettings;
import org.starttls.census.crawler.host.HostStage;
import org.starttls.census.crawler.host.MaxmindOrigins;
import org.starttls.census.crawler.probe.ProbeLimits;
import org.starttls.census.crawler.probe.ProbeSettings;
import org.starttls.census.crawler.probe.VertxProbe;
import org.starttls.census.crawler.probe.dialogue.BlindStarttls;
import org.starttls.census.crawler.probe.tls.NettyTls;
import org.starttls.census.crawler.probe.tls.TlsEngines;
import org.starttls.census.crawler.record.ProbeCodec;
import org.starttls.census.crawler.route.CrawlerCommonsSuffixes;
import org.starttls.census.crawler.route.RouteSettings;
import org.starttls.census.crawler.route.RouteStage;
import org.starttls.census.crawler.stream.Stage;

/** The stages of one scan with all they stand on, and its end in order. */
final class VertxCrawl implements AutoCloseable {
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

    private final Vertx vertx;
    private final VertxProbe probe;
    private final DnsjavaResolver resolver;
    private final MaxmindOrigins origins;
    private final List<Stage<?>> stages;

    private VertxCrawl(
            Vertx vertx, VertxProbe probe, DnsjavaResolver resolver, MaxmindOrigins origins, List<Stage<?>> stages) {
        this.vertx = vertx;
        this.probe = probe;
        this.resolver = resolver;
        this.origins = origins;
        this.stages = stages;
    }

    static VertxCrawl open(Manifest manifest, ScanPreparation preparation) throws IOException {
        ScanConfiguration configuration = preparation.configuration();
        boolean lab = configuration.lab();
        AddressPolicy policy = lab ? AddressPolicy.lab() : AddressPolicy.internet();
        ContactRules rules = new ContactRules(policy, preparation.optOut(), UsableFamilies.detect());
        String vantage = manifest.vantage().name();
        // Known names are kept as hashes keyed by this; who writes a list cannot know it beforehand.
        long seed = Long.parseUnsignedLong(manifest.campaignId(), 16);
        Clock clock = Clock.systemUTC();

        DnsjavaResolver resolver = resolver(preparation.resolvers(), lab ? DnsLimits.lab() : DnsLimits.forInternet());
        MaxmindOrigins origins = MaxmindOrigins.open(
                configuration.asnDb().map(Path::of), configuration.countryDb().map(Path::of));
        Vertx vertx = Vertx.vertx();
        VertxProbe probe = new VertxProbe(
                vertx,
                new ProbeSettings(
                        preparation.ehloName(),
                        configuration.switches().blindStarttls() ? BlindStarttls.ON : BlindStarttls.OFF,
                        lab ? ProbeLimits.lab() : ProbeLimits.internet(),
                        configuration.sourceAddress().map(VertxCrawl::literal).stream()
                                .toList(),
                        Runtime.getRuntime().availableProcessors()),
                rules,
                new TlsEngines(
                        configuration.switches().postQuantum() ? NettyTls.best() : NettyTls.bestOfClassicGroups(),
                        NettyTls.jdk(),
                        NettyTls.jdkOldest()),
                clock);
        Duration lookupRetry = lab ? RouteSettings.LAB_RETRY_DELAY : RouteSettings.RETRY_DELAY;
        ContactSettings contacts = new ContactSettings(
                configuration.port(),
                configuration.contactsPerAddress(),
                configuration.spacing(),
                lab ? ContactSettings.LAB_RETRY_DELAY : ContactSettings.RETRY_DELAY,
                ContactSettings.RETRIES,
                new ContactSettings.FollowUps(
                        configuration.switches().legacyTls() ? ContactSettings.FollowUps.LEGACY_TLS : 0,
                        ContactSettings.FollowUps.SAMPLES,
                        lab ? ContactSettings.LAB_RETRY_DELAY : ContactSettings.RETRY_DELAY));
        List<Stage<?>> stages = List.of(
                new RouteStage(
                        resolver,
                        preparation.optOut(),
                        new CrawlerCommonsSuffixes(),
                        clock,
                        new RouteSettings(configuration.switches().policyRecords(), lookupRetry, vantage, seed)),
                new HostStage(
                        resolver,
                        preparation.optOut(),
                        policy,
                        origins,
                        clock,
                        new HostSettings(lookupRetry, vantage, seed)),
                new ProbeStage(
                        contacts,
                        rules,
                        probe,
                        new ProbeCodec(manifest.campaignId(), vantage, preparation.ehloName()),
                        ProbeStage.Clocks.system(),
                        seed),
                new CertificateStage());
        return new VertxCrawl(vertx, probe, resolver, origins, stages);
    }

    /** CPU time that a callback of an event loop used at most. */
    Duration longestCallback() {
        return probe.longestCallback();
    }

    List<Stage<?>> stages() {
        return stages;
    }

    private static InetAddress literal(String address) {
        try {
            return InetAddress.getByName(address);
        } catch (UnknownHostException e) {
            throw new Problem(
                            "C206",
                            ExitStatus.WRONG_CALL,
                            "--source-address is no address",
                            address,
                            "nothing was started",
                            "--source-address 192.0.2.1, an address of this machine")
                    .causedBy(e);
        }
    }

    private static DnsjavaResolver resolver(List<InetSocketAddress> servers, DnsLimits limits) throws IOException {
        for (InetSocketAddress server : servers) {
            try (DnsjavaResolver one = DnsjavaResolver.open(List.of(server), limits)) {
                checkAnswers(one, server, limits);
            }
        }
        return DnsjavaResolver.open(servers, limits);
    }

    /** Any answer will do. The name is nobody's, RFC 6761 s6.4. */
    private static void checkAnswers(DnsjavaResolver resolver, InetSocketAddress server, DnsLimits limits) {
        try {
            DnsAnswer answer = resolver.ask(DnsQuestion.ofDomain("invalid", RecordType.A))
                    .toCompletableFuture()
                    .get(limits.tryTimeout().multipliedBy(limits.tries() + 1L).toMillis(), TimeUnit.MILLISECONDS);
            if (answer.provenance().rcode().isEmpty()) {
                throw noResolver(server, "it does not answer");
            }
        } catch (ExecutionException | TimeoutException e) {
            throw noResolver(server, e.toString()).causedBy(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw noResolver(server, "interrupted").causedBy(e);
        }
    }

    private static Problem noResolver(InetSocketAddress server, String because) {
        return new Problem(
                "C403",
                ExitStatus.DEPENDENCY_MISSING,
                "there is no resolver",
                server.getAddress().getHostAddress() + " port " + server.getPort() + ": " + because,
                "nothing was looked up or contacted",
                "start a recursive resolver such as unbound on this machine, or name one: --resolver ADDR[:PORT]");
    }

    /** Ends all connections and threads. */
    @Override
    public void close() {
        try {
            probe.close().toCompletableFuture().get(CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            vertx.close().toCompletionStage().toCompletableFuture().get(CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            System.getLogger(VertxCrawl.class.getName())
                    .log(System.Logger.Level.WARNING, "not everything was closed in order", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            resolver.close();
        }
        try {
            origins.close();
        } catch (IOException e) {
            System.getLogger(VertxCrawl.class.getName()).log(System.Logger.Level.WARNING, "a database stays open", e);
        }
    }
}
