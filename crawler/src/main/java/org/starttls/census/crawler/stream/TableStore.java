package org.starttls.census.crawler.stream;

import java.io.Closeable;
import java.io.IOException;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.starttls.census.schemas.Table;

/** Where the rows of the fact tables go for good. What is in place is the only truth about where to go on. */
public interface TableStore {
    /**
     * Takes up a table where the files in place end.
     *
     * @param topicId identity of the topic that carries the rows; a topic made anew under the same name has another
     * @throws IOException if the store fails, or its files come from another topic or do not follow one another
     */
    TableFiles open(Table table, String topicId, int partition) throws IOException;

    /** One table, written by one thread in the order of the offsets. */
    interface TableFiles extends Closeable {
        /** Offset of the first record that is not in the files in place. */
        long nextOffset();

        /** Producers whose END lies before {@link #nextOffset}, with the records they wrote. */
        Map<String, Long> ended();

        /** Rows in the files in place and in the one that is open. */
        long rows();

        /** Adds a row; closes the open file when it has reached its bound. */
        void append(long offset, GenericRecord row) throws IOException;

        /** Notes a producer's END. */
        void end(long offset, String producer, long records) throws IOException;

        /** Puts the open file in place: all that was appended is visible and on the disk. */
        void finish() throws IOException;

        /** Drops what is not in place, without a trace. Nothing to do after {@link #finish}. */
        @Override
        void close() throws IOException;
    }
}
