/**
 * What is stored: the rows of the tables and the messages on the topics, generated from {@code census.avdl}, and the
 * names of tables and topics.
 *
 * <p>This module knows no other. Generated classes are nullable containers for the edge of the program (Kafka, Parquet),
 * not its vocabulary: the rooms of the crawler and the analyzer have types of their own.
 */
package org.starttls.census.schemas;
