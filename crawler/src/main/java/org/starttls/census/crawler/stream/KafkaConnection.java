package org.starttls.census.crawler.stream;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Where Kafka is and how to log in.
 *
 * @param bootstrap HOST:PORT, or several with commas
 * @param login absent for a cluster that asks for none
 */
public record KafkaConnection(String bootstrap, Optional<Login> login) {
    /** User and password for SASL/PLAIN. */
    public record Login(String user, String password) {
        public Login {
            Objects.requireNonNull(user);
            Objects.requireNonNull(password);
        }

        /** Without the password, for logs. */
        @Override
        public String toString() {
            return user;
        }
    }

    public KafkaConnection {
        Objects.requireNonNull(bootstrap);
        Objects.requireNonNull(login);
    }

    /** Properties that every Kafka client needs. */
    Map<String, Object> properties() {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("bootstrap.servers", bootstrap);
        login.ifPresent(known -> {
            properties.put("security.protocol", "SASL_PLAINTEXT");
            properties.put("sasl.mechanism", "PLAIN");
            properties.put(
                    "sasl.jaas.config",
                    "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"" + known.user()
                            + "\" password=\"" + known.password() + "\";");
        });
        return properties;
    }
}
