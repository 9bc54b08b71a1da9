package org.starttls.census.crawler.stream;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;

/** The topics of one campaign on a cluster: their names there, made once, kept until the campaign is complete. */
final class KafkaTopics {
    /** Records stay until the topics are removed: who owns a partition rebuilds its memory from them. */
    private static final Map<String, String> KEEP_ALL = Map.of("retention.ms", "-1", "retention.bytes", "-1");

    private final String prefix;
    private final Map<String, String> tableTopicIds;

    private KafkaTopics(String prefix, Map<String, String> tableTopicIds) {
        this.prefix = prefix;
        this.tableTopicIds = Map.copyOf(tableTopicIds);
    }

    /** Makes the topics that are missing. */
    static KafkaTopics create(KafkaConnection connection, String campaignId, Topology topology)
            throws PipelineException, InterruptedException {
        String prefix = campaignId + "-";
        try (Admin admin = Admin.create(connection.properties())) {
            Set<String> present = new HashSet<>(admin.listTopics().names().get());
            List<NewTopic> missing = topology.topics().entrySet().stream()
                    .filter(topic -> !present.contains(prefix + topic.getKey()))
                    .map(topic -> new NewTopic(
                                    prefix + topic.getKey(), Optional.of(topic.getValue()), Optional.<Short>empty())
                            .configs(KEEP_ALL))
                    .toList();
            Map<String, String> ids = idsOf(
                    admin,
                    Topology.TABLES.stream()
                            .map(table -> prefix + table.topic())
                            .filter(present::contains)
                            .toList());
            // Freshly made, a topic may be unknown to a broker for a moment; so its id is taken from who made it.
            CreateTopicsResult made = admin.createTopics(missing);
            for (NewTopic topic : missing) {
                ids.put(topic.name(), made.topicId(topic.name()).get().toString());
            }
            return new KafkaTopics(prefix, ids);
        } catch (ExecutionException e) {
            throw new PipelineException.ResumeLater("Kafka refused to make the topics", e.getCause());
        }
    }

    private static Map<String, String> idsOf(Admin admin, List<String> names)
            throws ExecutionException, InterruptedException {
        Map<String, String> ids = new HashMap<>();
        for (TopicDescription topic :
                admin.describeTopics(names).allTopicNames().get().values()) {
            ids.put(topic.name(), topic.topicId().toString());
        }
        return ids;
    }

    /** Its name on the cluster. */
    TopicPartition partition(Destination destination) {
        return new TopicPartition(name(destination.topic()), destination.partition());
    }

    String name(String topic) {
        return prefix + topic;
    }

    Destination destination(TopicPartition partition) {
        return new Destination(partition.topic().substring(prefix.length()), partition.partition());
    }

    /** Identity of a table's topic; made anew it has another. */
    String idOf(String tableTopic) {
        return tableTopicIds.get(name(tableTopic));
    }
}
