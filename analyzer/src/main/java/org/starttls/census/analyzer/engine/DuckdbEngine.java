package org.starttls.census.analyzer.engine;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;
import org.starttls.census.analyzer.campaign.CampaignFolder;
import org.starttls.census.analyzer.campaign.ExitStatus;
import org.starttls.census.analyzer.campaign.Problem;
import org.starttls.census.analyzer.campaign.VerdictSet;
import org.starttls.census.schemas.Table;

/**
 * DuckDB in memory over Parquet files. It never touches the network (no extension is installed or loaded) and keeps no
 * database file.
 *
 * <p>Each query has a statement of its own: an SQL error closes the statement it happened in. Rows are streamed, so an
 * answer of any size costs one vector. A stream that breaks off says only "Invalid result set", so the query is asked once
 * more without streaming, for the reason.
 */
public final class DuckdbEngine implements Engine {
    /** Rows. As many as the crawler writes: smaller than the library's default, so that threads share one file. */
    private static final int ROW_GROUP_ROWS = 122_880;

    private final Connection connection;
    private boolean answering;

    private DuckdbEngine(Connection connection) {
        this.connection = connection;
    }

    /** An engine that knows no table yet. */
    public static DuckdbEngine open(EngineLimits limits) {
        Properties properties = new Properties();
        properties.setProperty(DuckDBDriver.JDBC_STREAM_RESULTS, "true");
        properties.setProperty("memory_limit", limits.memoryMib() + "MiB");
        properties.setProperty("threads", Integer.toString(limits.threads()));
        properties.setProperty("temp_directory", limits.spill().toString());
        properties.setProperty("autoinstall_known_extensions", "false");
        properties.setProperty("autoload_known_extensions", "false");
        try {
            DuckdbEngine engine = new DuckdbEngine(DriverManager.getConnection("jdbc:duckdb:", properties));
            engine.execute("set TimeZone = 'UTC'");
            return engine;
        } catch (SQLException e) {
            throw new EngineException("DuckDB does not start: " + e.getMessage(), e);
        }
    }

    /**
     * An engine with every table of a campaign, verdicts of the given set. Those of every set of its rules version are
     * together in views {@code TABLE_by_set}, with the column {@code verdict_set}.
     */
    public static DuckdbEngine open(CampaignFolder campaign, VerdictSet set, EngineLimits limits) {
        return open(campaign, limits, engine -> {
            for (Table table : Table.values()) {
                engine.register(table, campaign.files(table, set));
                if (table.kind() == Table.Kind.VERDICT) {
                    engine.registerSets(table, campaign, set.rulesVersion());
                }
            }
        });
    }

    /** An engine with the facts of a campaign. Whatever the state of its verdicts, they are not read: there are none. */
    public static DuckdbEngine openFacts(CampaignFolder campaign, EngineLimits limits) {
        return open(campaign, limits, engine -> {
            for (Table table : Table.values()) {
                boolean isFact = table.kind() == Table.Kind.FACT;
                engine.register(table, isFact ? campaign.files(table, VerdictSet.own("")) : List.of());
            }
        });
    }

    private static DuckdbEngine open(CampaignFolder campaign, EngineLimits limits, Consumer<DuckdbEngine> tables) {
        DuckdbEngine engine = open(limits);
        try {
            tables.accept(engine);
            return engine;
        } catch (EngineException e) {
            engine.close();
            throw unreadable(campaign, e).causedBy(e);
        } catch (RuntimeException e) {
            engine.close();
            throw e;
        }
    }

    private static Problem unreadable(CampaignFolder campaign, EngineException e) {
        return new Problem(
                "A004",
                ExitStatus.UNREADABLE_INPUT,
                "a table of the campaign cannot be read",
                e.getMessage(),
                "no figure can be computed; nothing was written",
                "restore the file from a copy of " + campaign.path() + ", or scan again");
    }

    @Override
    public void register(Table table, List<Path> files) {
        String rows = files.isEmpty() ? emptyRows(table.schema()) : rowsOf(table.schema(), files);
        execute("create or replace view " + table.tableName() + " as " + rows);
        if (!files.isEmpty()) {
            // Binding the view read the first footer only; a damaged file shall be found here, not in the fifth figure.
            execute("create or replace temp table readable as select count(*) as files from parquet_file_metadata("
                    + pathList(files) + ")");
        }
    }

    private void registerSets(Table table, CampaignFolder campaign, String rulesVersion) {
        String sets = campaign.verdictSets(rulesVersion).stream()
                .filter(set -> !campaign.files(table, set).isEmpty())
                .map(set -> " union all by name select *, " + literal(set.label()) + " as verdict_set from ("
                        + rowsOf(table.schema(), campaign.files(table, set)) + ")")
                .collect(Collectors.joining());
        execute("create or replace view " + table.tableName()
                + "_by_set as select *, cast(null as varchar) as verdict_set" + " from (" + emptyRows(table.schema())
                + ")" + sets);
    }

    /** Columns that came with a later version are null in the files of an earlier one. */
    private String rowsOf(Schema schema, List<Path> files) {
        String all = "read_parquet(" + pathList(files) + ", union_by_name = true)";
        Set<String> present = new HashSet<>(list(
                Query.of("select column_name from (describe select * from " + all + ")"),
                row -> row.needText("column_name")));
        return schema.getFields().stream()
                .filter(field -> !present.contains(field.name()))
                .map(DuckdbEngine::nullColumn)
                .collect(Collectors.joining("", "select *", " from " + all));
    }

    private static String emptyRows(Schema schema) {
        String columns =
                schema.getFields().stream().map(DuckdbEngine::nullColumn).collect(Collectors.joining());
        return "select " + columns.substring(", ".length()) + " where false";
    }

    private static String nullColumn(Schema.Field field) {
        return ", cast(null as " + sqlType(field.schema()) + ") as " + field.name();
    }

    private static String sqlType(Schema schema) {
        return switch (schema.getType()) {
            case UNION ->
                sqlType(schema.getTypes().stream()
                        .filter(type -> type.getType() != Schema.Type.NULL)
                        .findFirst()
                        .orElseThrow());
            case STRING, ENUM -> "varchar";
            case INT -> "integer";
            case LONG -> schema.getLogicalType() instanceof LogicalTypes.TimestampMicros ? "timestamptz" : "bigint";
            case BOOLEAN -> "boolean";
            case FLOAT -> "float";
            case DOUBLE -> "double";
            case BYTES, FIXED -> "blob";
            case ARRAY -> sqlType(schema.getElementType()) + "[]";
            case RECORD, MAP, NULL -> throw new IllegalArgumentException("tables are flat: " + schema);
        };
    }

    private static String pathList(List<Path> files) {
        return files.stream().map(file -> literal(globEscaped(file))).collect(Collectors.joining(", ", "[", "]"));
    }

    /** read_parquet takes patterns; a bracket in the name of a campaign is no pattern. */
    private static String globEscaped(Path file) {
        return file.toString().replaceAll("[\\[*?]", "[$0]");
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    @Override
    public void query(Query query, Consumer<Row> rows) {
        if (answering) {
            throw new IllegalStateException("a query inside a query would end the first");
        }
        answering = true;
        try (PreparedStatement statement = prepare(query.sql(), query.values())) {
            stream(statement, query, rows);
        } catch (SQLException e) {
            throw new EngineException(e.getMessage(), e);
        } finally {
            answering = false;
        }
    }

    private PreparedStatement prepare(String sql, List<Object> values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.size(); i++) {
            statement.setObject(i + 1, values.get(i));
        }
        return statement;
    }

    private void stream(PreparedStatement statement, Query query, Consumer<Row> rows) {
        try (ResultSet result = statement.executeQuery()) {
            ResultRow row = new ResultRow(result);
            while (result.next()) {
                rows.accept(row);
            }
        } catch (SQLException e) {
            throw new EngineException(reason(query, e), e);
        }
    }

    private String reason(Query query, SQLException broken) {
        try (PreparedStatement statement =
                prepare("create or replace temp table reason as " + query.sql(), query.values())) {
            boolean ignored = statement.execute();
            return broken.getMessage();
        } catch (SQLException e) {
            return e.getMessage();
        }
    }

    @Override
    public long copy(String sql, Path file) {
        Path aside = file.resolveSibling("." + file.getFileName() + ".tmp");
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            long rows;
            try (Statement statement = connection.createStatement()) {
                rows = statement.executeUpdate("copy (" + sql + "\n) to " + literal(aside.toString())
                        + " (format parquet, compression zstd, row_group_size " + ROW_GROUP_ROWS + ")");
            }
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return rows;
        } catch (SQLException | IOException e) {
            throw new EngineException(file + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void derive(String name, String sql) {
        execute("create or replace temp table " + name + " as " + sql);
    }

    @Override
    public void load(String name, List<String> columns, Iterable<List<String>> rows) {
        execute("create or replace temp table " + name
                + columns.stream().map(column -> column + " varchar").collect(Collectors.joining(", ", " (", ")")));
        try (DuckDBAppender appender = connection.unwrap(DuckDBConnection.class).createAppender("temp", "main", name)) {
            for (List<String> row : rows) {
                appender.beginRow();
                for (String value : row) {
                    appender.append(value);
                }
                appender.endRow();
            }
        } catch (SQLException e) {
            throw new EngineException(name + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void execute(String sql) {
        try (Statement statement = connection.createStatement()) {
            boolean ignored = statement.execute(sql);
        } catch (SQLException e) {
            throw new EngineException(e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new EngineException("DuckDB does not close: " + e.getMessage(), e);
        }
    }

    /** The current row of a result. */
    private static final class ResultRow implements Row {
        private final ResultSet result;
        private final List<String> columns;
        private final Map<String, Integer> positions = new HashMap<>();

        ResultRow(ResultSet result) throws SQLException {
            this.result = result;
            ResultSetMetaData meta = result.getMetaData();
            List<String> names = new ArrayList<>();
            for (int i = 1; i <= meta.getColumnCount(); i++) {
                names.add(meta.getColumnName(i));
                positions.putIfAbsent(meta.getColumnName(i), i);
            }
            columns = List.copyOf(names);
        }

        @Override
        public List<String> columns() {
            return columns;
        }

        @Override
        public Optional<String> text(String column) {
            return Optional.ofNullable(value(column)).map(value -> as(String.class, column, value));
        }

        @Override
        public OptionalLong number(String column) {
            Object value = plain(column);
            if (value == null) {
                return OptionalLong.empty();
            }
            return OptionalLong.of(
                    value instanceof BigDecimal decimal ? decimal.longValueExact() : as(Long.class, column, value));
        }

        @Override
        public OptionalDouble real(String column) {
            Object value = plain(column);
            return value == null
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(as(Number.class, column, value).doubleValue());
        }

        @Override
        public Optional<Boolean> flag(String column) {
            return Optional.ofNullable(value(column)).map(value -> as(Boolean.class, column, value));
        }

        @Override
        public Optional<Instant> instant(String column) {
            return Optional.ofNullable(plain(column)).map(value -> as(Instant.class, column, value));
        }

        @Override
        public Optional<byte[]> bytes(String column) {
            Object value = value(column);
            return value == null ? Optional.empty() : Optional.of(bytesOf(as(Blob.class, column, value)));
        }

        @Override
        public List<String> texts(String column) {
            Object value = plain(column);
            if (value == null) {
                return List.of();
            }
            List<?> elements = as(List.class, column, value);
            return elements.stream()
                    .map(element -> as(String.class, column, element))
                    .toList();
        }

        @Override
        public Object plain(String column) {
            return plainOf(value(column));
        }

        private Object value(String column) {
            Integer position = positions.get(column);
            if (position == null) {
                throw new IllegalArgumentException("no column " + column + " among " + columns);
            }
            try {
                return result.getObject(position);
            } catch (SQLException e) {
                throw new EngineException(column + ": " + e.getMessage(), e);
            }
        }

        private static Object plainOf(Object value) {
            if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
                return ((Number) value).longValue();
            }
            if (value instanceof BigInteger integer) {
                return integer.bitLength() < Long.SIZE ? integer.longValue() : (Object) new BigDecimal(integer);
            }
            if (value instanceof Float number) {
                return number.doubleValue();
            }
            if (value instanceof OffsetDateTime time) {
                return time.toInstant();
            }
            if (value instanceof Blob blob) {
                return HexFormat.of().formatHex(bytesOf(blob));
            }
            if (value instanceof Array array) {
                return listOf(array);
            }
            boolean isPlain = value == null
                    || value instanceof String
                    || value instanceof Long
                    || value instanceof Double
                    || value instanceof BigDecimal
                    || value instanceof Boolean;
            return isPlain ? value : value.toString();
        }

        private static List<Object> listOf(Array array) {
            try {
                return Arrays.stream((Object[]) array.getArray())
                        .map(ResultRow::plainOf)
                        .collect(Collectors.toCollection(ArrayList::new));
            } catch (SQLException e) {
                throw new EngineException(e.getMessage(), e);
            }
        }

        private static byte[] bytesOf(Blob blob) {
            try {
                return blob.getBytes(1, Math.toIntExact(blob.length()));
            } catch (SQLException e) {
                throw new EngineException(e.getMessage(), e);
            }
        }

        private static <T> T as(Class<T> type, String column, Object value) {
            if (!type.isInstance(value)) {
                throw new IllegalArgumentException(
                        column + " is " + value.getClass().getSimpleName() + ", not " + type.getSimpleName());
            }
            return type.cast(value);
        }
    }
}
