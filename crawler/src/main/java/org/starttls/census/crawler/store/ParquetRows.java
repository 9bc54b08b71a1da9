package org.starttls.census.crawler.store;

import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.avro.AvroSchemaConverter;
import org.apache.parquet.avro.AvroWriteSupport;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.OutputFile;

/** Builds a writer of Avro rows whose footer is read when the file is closed, not when it is begun. */
final class ParquetRows extends ParquetWriter.Builder<GenericRecord, ParquetRows> {
    private final Schema schema;
    private final Map<String, String> footer;

    /** @param footer key-value pairs of the footer; may change until the file is closed */
    ParquetRows(OutputFile file, Schema schema, Map<String, String> footer) {
        super(file);
        this.schema = schema;
        this.footer = footer;
    }

    @Override
    protected ParquetRows self() {
        return this;
    }

    @Override
    protected WriteSupport<GenericRecord> getWriteSupport(ParquetConfiguration configuration) {
        return new AvroWriteSupport<>(
                new AvroSchemaConverter(configuration).convert(schema), schema, new GenericData()) {
            @Override
            public FinalizedWriteContext finalizeWrite() {
                return new FinalizedWriteContext(footer);
            }
        };
    }

    @Override
    @SuppressWarnings("deprecation") // abstract, so it must be there; never called, as the file is no Hadoop path
    protected WriteSupport<GenericRecord> getWriteSupport(Configuration configuration) {
        throw new UnsupportedOperationException("Hadoop's configuration is not used");
    }
}
