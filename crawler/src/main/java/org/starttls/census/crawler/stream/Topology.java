package org.starttls.census.crawler.stream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.starttls.census.schemas.Table;
import org.starttls.census.schemas.WorkTopic;

/**
 * Who writes where. The list feeds the first stage; a stage may feed every later one; list and stages feed the tables. A
 * partition is complete when each of its producers has ended it.
 *
 * @param stages in the order of the data
 * @param waitingClasses delays, ascending
 */
record Topology(List<WorkTopic> stages, List<Duration> waitingClasses) {
    /** The list's name as a producer. */
    static final String LIST = "list";

    /** Tables whose rows come over topics, each of one partition. */
    static final List<Table> TABLES = List.of(Table.values()).stream()
            .filter(table -> table.kind() == Table.Kind.FACT)
            .toList();

    Topology {
        stages = List.copyOf(stages);
        waitingClasses = List.copyOf(waitingClasses);
    }

    /** Name of a stage's partition as a producer. */
    static String producer(WorkTopic stage, int partition) {
        return new Destination(stage.topic(), partition).toString();
    }

    /** Producers that end each partition of this stage's work topic. */
    Set<String> producersOf(WorkTopic stage) {
        int index = stages.indexOf(stage);
        return index == 0 ? Set.of(LIST) : producers(stages.subList(0, index));
    }

    /** Producers that end each table's topic. */
    Set<String> producersOfTables() {
        Set<String> all = producers(stages);
        all.add(LIST);
        return all;
    }

    private static Set<String> producers(List<WorkTopic> stages) {
        Set<String> all = new TreeSet<>();
        for (WorkTopic stage : stages) {
            for (int partition = 0; partition < WorkTopic.PARTITIONS; partition++) {
                all.add(producer(stage, partition));
            }
        }
        return all;
    }

    /** What the list ends: the first stage and the tables. */
    List<Destination> fedByList() {
        return fed(stages.subList(0, Math.min(1, stages.size())));
    }

    /** What each partition of a stage ends: all later stages and the tables. */
    List<Destination> fedBy(WorkTopic stage) {
        return fed(stages.subList(stages.indexOf(stage) + 1, stages.size()));
    }

    private static List<Destination> fed(List<WorkTopic> stages) {
        List<Destination> all = new ArrayList<>();
        for (WorkTopic stage : stages) {
            for (int partition = 0; partition < WorkTopic.PARTITIONS; partition++) {
                all.add(new Destination(stage.topic(), partition));
            }
        }
        TABLES.forEach(table -> all.add(new Destination(table.topic(), 0)));
        return all;
    }

    /** Topic of the notes of a stage, partitioned as its work topic. */
    static String notes(WorkTopic stage) {
        return "notes-" + stage.topic();
    }

    /** Topic in which tasks of a stage wait that long, partitioned as its work topic. */
    static String waiting(WorkTopic stage, Duration delay) {
        return "waiting-" + stage.topic() + "-" + delay.toMillis() + "ms";
    }

    /** Every topic with its number of partitions. */
    Map<String, Integer> topics() {
        Map<String, Integer> all = new LinkedHashMap<>();
        for (WorkTopic stage : stages) {
            all.put(stage.topic(), WorkTopic.PARTITIONS);
            all.put(notes(stage), WorkTopic.PARTITIONS);
            waitingClasses.forEach(delay -> all.put(waiting(stage, delay), WorkTopic.PARTITIONS));
        }
        TABLES.forEach(table -> all.put(table.topic(), 1));
        return all;
    }
}
