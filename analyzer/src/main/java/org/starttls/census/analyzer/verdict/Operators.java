package org.starttls.census.analyzer.verdict;

import java.util.ArrayList;
import java.util.List;
import org.starttls.census.analyzer.engine.Engine;
import org.starttls.census.analyzer.engine.Query;
import org.starttls.census.analyzer.engine.Row;
import org.starttls.census.analyzer.engine.SqlText;
import org.starttls.census.analyzer.judge.HostOperator;
import org.starttls.census.analyzer.judge.RegistrableDomains;

/** Judges who runs each MX host, from the words of its addresses, and loads what was found. */
final class Operators {
    /** Hosts judged at a time; some KB each. */
    private static final int PAGE = 10_000;

    private static final List<String> COLUMNS = List.of("mx_host", "operator", "operator_source");

    private final RegistrableDomains domains;
    private final List<List<String>> page = new ArrayList<>();
    private final List<HostOperator.Evidence> evidence = new ArrayList<>();
    private String host = "";

    private Operators(RegistrableDomains domains) {
        this.domains = domains;
    }

    /** Makes the table {@code host_operators} of every MX host that was looked up; needs {@code endpoints} as judged. */
    static void judge(Engine engine, RegistrableDomains domains) {
        engine.derive("evidence_of_operators", SqlText.read("verdicts", "evidence_of_operators"));
        engine.load("host_operators", COLUMNS, List.of());
        long hosts = engine.number(Query.of("select count(*) as n from hosts"));
        for (long from = 1; from <= hosts; from += PAGE) {
            Operators some = new Operators(domains);
            Query query = Query.of(
                    "select * from evidence_of_operators where place between ? and ? order by place, address",
                    from,
                    from + PAGE - 1);
            engine.query(query, some::add);
            some.finishHost();
            engine.load("operators_page", COLUMNS, some.page);
            engine.execute("insert into host_operators select * from operators_page");
        }
    }

    private void add(Row row) {
        String next = row.needText("mx_host");
        if (!next.equals(host)) {
            finishHost();
            host = next;
        }
        row.text("address")
                .ifPresent(address -> evidence.add(new HostOperator.Evidence(
                        address, row.texts("certificate_names"), row.text("greeting"), row.text("ehlo_name"))));
    }

    private void finishHost() {
        if (!host.isEmpty()) {
            HostOperator operator = HostOperator.of(host, evidence, domains);
            page.add(List.of(host, operator.domain(), operator.source().name()));
            evidence.clear();
        }
    }
}
