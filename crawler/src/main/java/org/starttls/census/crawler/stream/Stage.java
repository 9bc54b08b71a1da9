package org.starttls.census.crawler.stream;

import org.apache.avro.specific.SpecificRecord;
import org.starttls.census.schemas.WorkTopic;

/**
 * One stage of the pipeline: what the stage loop runs. A stage has no thread of its own; the loop calls it.
 *
 * @param <T> the task read from the stage's work topic
 */
public interface Stage<T extends SpecificRecord> {
    WorkTopic input();

    /** Class of the tasks, for the codec. */
    Class<T> taskType();

    /**
     * A fresh owner of one partition. Called at every assignment, before the owner's past is replayed into it.
     *
     * @param partition partition of the work topic, from 0
     */
    Owner<T> own(int partition);
}
