/**
 * The tables on disk. Whatever is in place is whole: a file is written aside, brought to the disk, and linked under its
 * name, never over another. It knows nothing of Kafka but the offsets it notes in the files.
 */
package org.starttls.census.crawler.store;
