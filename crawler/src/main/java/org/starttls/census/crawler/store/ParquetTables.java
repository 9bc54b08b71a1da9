package org.starttls.census.crawler.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
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

    /** A file in place. */
    public record FileInPlace(Path path, long rows) {
        public FileInPlace {
            Objects.requireNonNull(path);
        }
    }

    /** The files of a table that are in place, in the order of their rows. */
    public List<FileInPlace> inPlace(Table table) throws IOException {
        Path folder = campaign.resolve(table.tableName());
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(file -> file.toString().endsWith(".parquet"))
                    .sorted()
                    .toList();
        }
        List<FileInPlace> inPlace = new ArrayList<>();
        for (Path file : files) {
            inPlace.add(new FileInPlace(file, ParquetFooter.read(file).rows()));
        }
        return inPlace;
    }
}
