package org.starttls.census.analyzer.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.starttls.census.schemas.Table;

class DuckdbEngineTest {
    @TempDir
    Path folder;

    private DuckdbEngine engine;

    @BeforeEach
    void open() {
        engine = DuckdbEngine.open(EngineLimits.spillingTo(folder.resolve("spill")));
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void givesEveryTableWithoutFilesItsColumnsAndNoRow() {
        for (Table table : Table.values()) {
            engine.register(table, List.of());

            List<String> columns = engine.list(
                    Query.of("select column_name as c from (describe " + table.tableName() + ")"),
                    row -> row.needText("c"));
            assertThat(columns)
                    .containsExactlyElementsOf(table.schema().getFields().stream()
                            .map(field -> field.name())
                            .toList());
            assertThat(engine.number(Query.of("select count(*) as n from " + table.tableName())))
                    .isZero();
        }
    }

    @Test
    void readsWhatItWroteInOrder() {
        Path file = folder.resolve("it's [a] *folder?").resolve("domain_mx-0.parquet");

        long rows = engine.copy(
                "select * from (values ('a.example', 'mx.example', 10, null), ('b.example', 'mx.example', 5, null))"
                        + " as t(domain, mx_host, preference, skip_reason) order by domain",
                file);
        engine.register(Table.DOMAIN_MX, List.of(file));

        assertThat(rows).isEqualTo(2);
        assertThat(engine.list(
                        Query.of(
                                "select domain, preference from domain_mx where mx_host = ? order by domain",
                                "mx.example"),
                        row -> row.needText("domain") + " " + row.needNumber("preference")))
                .containsExactly("a.example 10", "b.example 5");
        assertThat(file.getParent()).isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void givesColumnsThatCameLaterAsNull() {
        Path earlier = folder.resolve("hosts-0.parquet");
        Path later = folder.resolve("hosts-1.parquet");
        engine.copy("select 'a' as mx_host", earlier);
        engine.copy("select 'b' as mx_host, 'FOUND' as address_lookup", later);
        engine.register(Table.HOSTS, List.of(earlier, later));

        assertThat(engine.list(
                        Query.of("select mx_host, address_lookup, tlsa_lookup from hosts order by mx_host"),
                        row -> row.plain("mx_host") + " " + row.plain("address_lookup") + " "
                                + row.plain("tlsa_lookup")))
                .containsExactly("a null null", "b FOUND null");
    }

    @Test
    void givesEachTypeAsPlainJava() {
        List<Object> seen = new ArrayList<>();

        engine.query(
                Query.of("select 1::integer as i, 2::bigint as l, sum(3) as h, 0.5::double as d, true as b, 'x' as t,"
                        + " ['p', null] as a, '\\x0A\\xff'::blob as bin, timestamptz '2026-11-01 02:03:04.5+02' as at,"
                        + " null::varchar as nothing"),
                row -> row.columns().forEach(column -> seen.add(row.plain(column))));

        List<Object> list = new ArrayList<>();
        list.add("p");
        list.add(null);
        assertThat(seen)
                .containsExactly(
                        1L, 2L, 3L, 0.5, true, "x", list, "0aff", Instant.parse("2026-11-01T00:03:04.500Z"), null);
    }

    @Test
    void namesTheDamagedFile() throws IOException {
        Path good = folder.resolve("hosts-0.parquet");
        engine.copy("select 'h' as mx_host", good);
        Path damaged = Files.writeString(folder.resolve("hosts-1.parquet"), "PAR1 no footer");

        assertThatThrownBy(() -> engine.register(Table.HOSTS, List.of(good, damaged)))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("hosts-1.parquet");
    }

    @Test
    void answersTheNextQueryAfterOneThatFailed() {
        assertThatThrownBy(() -> engine.query(Query.of("select nonsense"), row -> {}))
                .isInstanceOf(EngineException.class);

        assertThat(engine.number(Query.of("select 7 as n"))).isEqualTo(7);
    }

    @Test
    void holdsItsLimitsAndUtcInEveryQuery() {
        Query settings = Query.of("select current_setting('memory_limit') as memory,"
                + " current_setting('TimeZone') as zone, current_setting('autoload_known_extensions') as autoload");

        assertThat(engine.list(
                        settings,
                        row -> row.needText("memory") + " " + row.needText("zone") + " " + row.plain("autoload")))
                .containsExactly("2.0 GiB UTC false");
    }

    @Test
    void saysWhyAQueryFailedInTheMiddle() {
        assertThatThrownBy(() -> engine.query(
                        Query.of("select case when i < 100000 then 1 else cast('x' || i as integer) end as n"
                                + " from range(200000) t(i)"),
                        row -> {}))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("Could not convert string 'x100000'");
    }

    @Test
    void refusesAQueryInsideAQuery() {
        assertThatThrownBy(
                        () -> engine.query(Query.of("select 1 as n"), row -> engine.number(Query.of("select 2 as n"))))
                .isInstanceOf(IllegalStateException.class);
    }
}
