package org.starttls.census.crawler.stream;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.ClassSecurityValidator;
import org.starttls.census.schemas.Census;

/**
 * The values on the topics: Avro single-object encoding, two bytes of marker, eight of the schema's fingerprint, the
 * record. The fingerprint tells a task or a row from the END beside it. For one thread.
 *
 * <p>Source: Avro 1.12 specification, "Single-object encoding".
 */
final class AvroCodec {
    private static final int HEADER_BYTES = 10;

    static {
        // Since 1.12.2 Avro makes only instances of classes it is told to trust: those of our schemas, in addition.
        String schemas = Census.class.getPackageName();
        ClassSecurityValidator.setGlobal(ClassSecurityValidator.composite(
                ClassSecurityValidator.getGlobal(),
                type -> type.getPackageName().equals(schemas)));
    }

    private final Map<Class<?>, Writer> writers = new HashMap<>();
    private final Map<Long, DatumReader<SpecificRecord>> readers = new HashMap<>();
    private final Map<Long, DatumReader<GenericRecord>> genericReaders = new HashMap<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private BinaryEncoder encoder;
    private BinaryDecoder decoder;

    /** How one class is written. */
    private static final class Writer {
        private final byte[] header;
        private final DatumWriter<SpecificRecord> body;

        Writer(SpecificRecord value) {
            Schema schema = value.getSchema();
            header = AvroCodec.header(fingerprint(schema));
            body = new SpecificDatumWriter<>(schema, SpecificData.getForClass(value.getClass()));
        }
    }

    /** Knows every record of the protocol. */
    AvroCodec() {
        GenericData asStored = new GenericData();
        for (Schema schema : Census.PROTOCOL.getTypes()) {
            if (schema.getType() == Schema.Type.RECORD) {
                long fingerprint = fingerprint(schema);
                readers.put(fingerprint, new SpecificDatumReader<>(schema, schema, SpecificData.getForSchema(schema)));
                genericReaders.put(fingerprint, new GenericDatumReader<>(schema, schema, asStored));
            }
        }
    }

    byte[] encode(SpecificRecord value) {
        try {
            Writer writer = writers.computeIfAbsent(value.getClass(), known -> new Writer(value));
            out.reset();
            out.write(writer.header, 0, HEADER_BYTES);
            encoder = EncoderFactory.get().binaryEncoder(out, encoder);
            writer.body.write(value, encoder);
            encoder.flush();
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Decodes to the generated class. */
    SpecificRecord decode(byte[] value) {
        return read(readers, value);
    }

    /** Decodes as it is stored: no logical type is converted, enums keep their symbols. */
    GenericRecord decodeGeneric(byte[] value) {
        return read(genericReaders, value);
    }

    private <R> R read(Map<Long, DatumReader<R>> known, byte[] value) {
        DatumReader<R> reader = known.get(fingerprintIn(value));
        if (reader == null) {
            throw new IllegalStateException("a stored record has the unknown schema fingerprint "
                    + Long.toHexString(fingerprintIn(value)) + "; another version of this program wrote it");
        }
        try {
            decoder = DecoderFactory.get().binaryDecoder(value, HEADER_BYTES, value.length - HEADER_BYTES, decoder);
            return reader.read(null, decoder);
        } catch (IOException | AvroRuntimeException e) {
            throw new IllegalStateException("a stored record of " + value.length + " bytes cannot be decoded", e);
        }
    }

    private static long fingerprint(Schema schema) {
        return SchemaNormalization.parsingFingerprint64(schema);
    }

    private static byte[] header(long fingerprint) {
        byte[] header = new byte[HEADER_BYTES];
        header[0] = (byte) 0xC3;
        header[1] = 0x01;
        for (int i = 2; i < HEADER_BYTES; i++) {
            header[i] = (byte) (fingerprint >>> 8 * (i - 2));
        }
        return header;
    }

    private static long fingerprintIn(byte[] value) {
        if (value.length < HEADER_BYTES || value[0] != (byte) 0xC3 || value[1] != 0x01) {
            throw new IllegalStateException("a stored record has no Avro single-object header");
        }
        long fingerprint = 0;
        for (int i = HEADER_BYTES - 1; i >= 2; i--) {
            fingerprint = fingerprint << 8 | value[i] & 0xFF;
        }
        return fingerprint;
    }
}
