package org.starttls.census.lab.ledger;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.starttls.census.lab.plan.Persona;
import org.starttls.census.lab.plan.PlannedDomain;
import org.starttls.census.lab.plan.PlannedHost;
import org.starttls.census.lab.plan.PlannedMx;
import org.starttls.census.lab.plan.PlannedServer;
import org.starttls.census.lab.plan.World;

/** The truth about a world as a file: counts by figure id, then domains, hosts and servers one by one. */
public final class JacksonTruth {
    private JacksonTruth() {}

    public static void write(World world, Path file) throws IOException {
        try (JsonGenerator json = new JsonFactory().createGenerator(file.toFile(), JsonEncoding.UTF8)) {
            json.writeStartObject();
            json.writeNumberField("seed", world.seed());
            json.writeObjectFieldStart("counts");
            for (Map.Entry<String, Long> count : FunnelCounts.of(world).entrySet()) {
                json.writeNumberField(count.getKey(), count.getValue());
            }
            json.writeEndObject();
            json.writeArrayFieldStart("domains");
            for (PlannedDomain domain : world.domains()) {
                domain(json, domain);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("hosts");
            for (PlannedHost host : world.hosts().values()) {
                host(json, host);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("servers");
            for (PlannedServer server : world.servers().values()) {
                server(json, server);
            }
            json.writeEndArray();
            json.writeEndObject();
            json.writeRaw('\n');
        }
    }

    /** The counts of a truth file. */
    static Map<String, Long> counts(Path truth) throws IOException {
        JsonNode root = new ObjectMapper().readTree(Files.newInputStream(truth));
        Map<String, Long> counts = new TreeMap<>();
        for (Map.Entry<String, JsonNode> field : root.path("counts").properties()) {
            counts.put(field.getKey(), field.getValue().asLong());
        }
        return counts;
    }

    private static void domain(JsonGenerator json, PlannedDomain domain) throws IOException {
        json.writeStartObject();
        json.writeStringField("domain", domain.name());
        json.writeStringField("mail_route", domain.route().mailRoute());
        json.writeStringField("planted", domain.route() + "/" + domain.quirk());
        json.writeArrayFieldStart("mx");
        for (PlannedMx mx : domain.mx()) {
            json.writeString(mx.preference() + " " + mx.exchange());
        }
        json.writeEndArray();
        strings(json, "mx_hosts", domain.hosts());
        json.writeStringField("mta_sts_record", domain.sts().recordedAs());
        json.writeStringField("tlsrpt_record", domain.tlsrpt().recordedAs());
        json.writeEndObject();
    }

    private static void host(JsonGenerator json, PlannedHost host) throws IOException {
        json.writeStartObject();
        json.writeStringField("mx_host", host.name());
        json.writeStringField("address_lookup", host.lookup().recordedAs());
        strings(json, "aliases", host.aliases());
        strings(json, "addresses", host.servers());
        strings(json, "special_addresses", host.specialAddresses());
        strings(json, "v6_addresses", host.v6Addresses());
        json.writeEndObject();
    }

    private static void server(JsonGenerator json, PlannedServer server) throws IOException {
        Persona persona = server.persona();
        json.writeStartObject();
        json.writeStringField("address", server.address());
        json.writeStringField("persona", persona.name());
        if (persona.lostAt() > 0) {
            json.writeStringField("lost", "N" + persona.lostAt() + ".lost." + persona.reason());
        }
        if (persona.completesHandshake()) {
            json.writeStringField("certificate", server.certificate().name());
            json.writeStringField("certificate_status", server.certificate().status());
            json.writeStringField("key", server.key().name());
            json.writeStringField("tls_version", server.tls().agreed());
        }
        json.writeEndObject();
    }

    private static void strings(JsonGenerator json, String field, Iterable<String> texts) throws IOException {
        json.writeArrayFieldStart(field);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }
}
