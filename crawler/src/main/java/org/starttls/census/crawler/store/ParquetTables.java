package org.starttls.census.crawler.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.starttls.census.crawler.stream.TableStore;
import org.starttls.census.schemas.Table;

/** The fact tables of a campaign, each in a folder of its name. */
public final class ParquetTables implements TableStore {
    private final Path campaign;

    public ParquetTables(Path campaign) {
        this.campaign = Objects.requireNonNull(campaign);
    }

    @Override
    public TableFiles open(Table table, String topicId, int partition) throws IOException {
        Path folder = campaign.resolve(table.tableName());
        Files.createDirectories(folder);
        return ParquetTable.open(folder, table, topicId, partition);
    }
}
