/**
 * The way of the data through Kafka: topics, codec, the stage loop, the end, the sink's source.
 *
 * <p>The loop is written once: poll, admit, work (asynchronous, thousands in flight), produce and commit in one
 * transaction. A stage tells it what a task is and what it came to; it knows nothing of partitions' past, offsets or
 * transactions.
 */
package org.starttls.census.crawler.stream;
