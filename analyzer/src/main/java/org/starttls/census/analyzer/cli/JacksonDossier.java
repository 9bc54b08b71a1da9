package org.starttls.census.analyzer.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.starttls.census.analyzer.judge.Rule;
import org.starttls.census.analyzer.show.Dossier;
import org.starttls.census.analyzer.show.Facts;

/** A dossier as one JSON object: rows by column, nested as they belong together, rules beside what they judged. */
final class JacksonDossier {
    private static final ObjectMapper ASCII =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private JacksonDossier() {}

    static String json(Dossier dossier) {
        ObjectNode root = object(dossier.domain());
        root.set("verdict", verdict(dossier.verdict()));
        ArrayNode hosts = root.putArray("mail_hosts");
        dossier.mailHosts().forEach(host -> hosts.add(mailHost(host)));
        try {
            return ASCII.writeValueAsString(root).replace("\u007f", "\\u007f");
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static ObjectNode mailHost(Dossier.MailHost mailHost) {
        ObjectNode node = object(mailHost.link());
        node.set("host", mailHost.host().map(JacksonDossier::object).orElse(null));
        node.set("verdict", verdict(mailHost.verdict()));
        ArrayNode addresses = node.putArray("addresses");
        for (Dossier.Address address : mailHost.addresses()) {
            ObjectNode child = addresses.addObject();
            child.setAll(object(address.facts()));
            ArrayNode probes = child.putArray("probes");
            address.probes().forEach(probe -> probes.add(probe(probe)));
        }
        return node;
    }

    private static ObjectNode probe(Dossier.Probe probe) {
        ObjectNode node = object(probe.facts());
        ObjectNode verdict = verdict(probe.verdict());
        node.set("verdict", verdict);
        if (verdict != null) {
            ArrayNode rules = verdict.putArray("rules");
            probe.verdict()
                    .ifPresent(facts -> Stream.of("certificate_reasons", "broken_rules", "weaknesses")
                            .flatMap(column -> facts.texts(column).stream())
                            .forEach(reason -> Rule.named(reason).ifPresent(rule -> rules.add(rule(rule)))));
        }
        ArrayNode certificates = node.putArray("certificates");
        probe.certificates().forEach(certificate -> certificates.add(object(certificate)));
        ArrayNode signs = node.putArray("signs");
        for (Facts sign : probe.signs()) {
            ObjectNode child = object(sign);
            child.set(
                    "rule",
                    Rule.named(sign.orDash("sign")).map(JacksonDossier::rule).orElse(null));
            signs.add(child);
        }
        return node;
    }

    private static ObjectNode rule(Rule rule) {
        return ASCII.createObjectNode()
                .put("name", rule.name())
                .put("source", rule.source())
                .put("sentence", rule.sentence());
    }

    private static ObjectNode verdict(Optional<Facts> verdict) {
        return verdict.map(JacksonDossier::object).orElse(null);
    }

    private static ObjectNode object(Facts facts) {
        ObjectNode node = ASCII.createObjectNode();
        facts.values().forEach((column, value) -> {
            if (value instanceof Instant instant) {
                node.put(column, instant.toString());
            } else if (value instanceof List<?> list) {
                ArrayNode array = node.putArray(column);
                list.forEach(element -> array.add(String.valueOf(element)));
            } else {
                node.set(column, ASCII.valueToTree(value));
            }
        });
        return node;
    }
}
