import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.starttls.census.crawler.conduct.OptOut;
import org.starttls.census.crawler.dns.DnsAnswer;
import org.starttls.census.crawler.dns.DnsLimits;
import org.starttls.census.crawler.dns.DnsQuestion;
import org.starttls.census.crawler.dns.DnsjavaResolver;
import org.starttls.census.crawler.dns.RecordType;
import org.starttls.census.crawler.route.CrawlerCommonsSuffixes;
import org.starttls.census.crawler.route.RouteSettings;
import org.starttls.census.crawler.route.RouteStage;
import org.starttls.census.crawler.stream.Owner;
import org.starttls.census.schemas.DomainTask;

/** The crawler's DNS client alone (mx), or with the route stage's logic (route), without Kafka. MODE DOMAINS PORT COUNT. */
public class DnsRate {
    private static final int WINDOW = 1_000;
    private static final int WARM = 20_000;

    public static void main(String[] arguments) throws Exception {
        List<String> domains = Files.readAllLines(Path.of(arguments[1]));
        InetSocketAddress server = new InetSocketAddress("127.0.0.1", Integer.parseInt(arguments[2]));
        int count = Integer.parseInt(arguments[3]);
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        AtomicLong failed = new AtomicLong();
        try (DnsjavaResolver resolver = DnsjavaResolver.open(List.of(server), DnsLimits.forInternet())) {
            Function<String, CompletionStage<?>> ask = arguments[0].equals("mx")
                    ? domain -> resolver.ask(DnsQuestion.ofDomain(domain, RecordType.MX)).thenAccept(answer -> {
                        if (answer instanceof DnsAnswer.Failed) {
                            failed.incrementAndGet();
                        }
                    })
                    : route(resolver);
            Semaphore window = new Semaphore(WINDOW);
            long startedAt = 0;
            long cpu = 0;
            for (int i = 0; i < WARM + count; i++) {
                if (i == WARM) {
                    startedAt = System.nanoTime();
                    cpu = system.getProcessCpuTime();
                }
                window.acquire();
                ask.apply(domains.get(i % domains.size())).whenComplete((done, fault) -> {
                    if (fault != null) {
                        failed.incrementAndGet();
                    }
                    window.release();
                });
            }
            window.acquire(WINDOW);
            double seconds = (System.nanoTime() - startedAt) / 1e9;
            double used = (system.getProcessCpuTime() - cpu) / 1e9;
            System.out.printf(Locale.ROOT, "{\"rate\":%.1f,\"cpu_us\":%.2f,\"failed\":%d}%n", count / seconds, used / count * 1e6, failed.get());
        }
    }

    private static Function<String, CompletionStage<?>> route(DnsjavaResolver resolver) {
        Owner<DomainTask> owner = new RouteStage(
                        resolver, OptOut.none(), new CrawlerCommonsSuffixes(), Clock.systemUTC(),
                        new RouteSettings(false, Duration.ofMinutes(30), "bench", 1))
                .own(0);
        AtomicLong line = new AtomicLong();
        return domain -> {
            long n = line.incrementAndGet();
            return owner.work(new DomainTask(domain, n, n, 0));
        };
    }
}
