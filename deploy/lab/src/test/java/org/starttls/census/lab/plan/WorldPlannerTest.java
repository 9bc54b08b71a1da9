package org.starttls.census.lab.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WorldPlannerTest {
    private static final int CONTACTS_PER_ADDRESS = 20;
    private static final int CONTACTS_PER_NAME = 3;

    private final World world = WorldPlanner.plan(Lists.ofSize(1_000), 7);

    @Test
    void isTheSameForTheSameSeedAndAnotherForAnother() {
        assertThat(WorldPlanner.plan(Lists.ofSize(1_000), 7)).isEqualTo(world);
        assertThat(WorldPlanner.plan(Lists.ofSize(1_000), 8).servers()).isNotEqualTo(world.servers());
    }

    @Test
    void plantsEveryKindInAThousandDomains() {
        assertThat(kinds(world.domains().stream().map(PlannedDomain::route).collect(Collectors.toSet())))
                .containsAll(names(RoutePlan.values()));
        assertThat(kinds(world.domains().stream().map(PlannedDomain::quirk).collect(Collectors.toSet())))
                .containsAll(names(MxQuirk.values()));
        assertThat(kinds(world.servers().values().stream()
                        .map(PlannedServer::persona)
                        .collect(Collectors.toSet())))
                .containsAll(names(Persona.values()));
        assertThat(kinds(world.servers().values().stream()
                        .filter(server -> server.persona().completesHandshake())
                        .map(PlannedServer::certificate)
                        .collect(Collectors.toSet())))
                .containsAll(names(Stream.of(CertificatePlan.values())
                        .filter(plan -> plan == CertificatePlan.GOOD || plan.share() > 0)
                        .toArray(CertificatePlan[]::new)));
        assertThat(kinds(world.servers().values().stream()
                        .filter(server -> server.persona().completesHandshake())
                        .map(PlannedServer::tls)
                        .collect(Collectors.toSet())))
                .containsAll(names(TlsVersions.values()));
    }

    @Test
    void staysWithinTheAddressesOfALab() {
        assertThat(world.servers().keySet()).allSatisfy(address -> {
            assertThat(address).matches("127\\.\\d+\\.\\d+\\.\\d+").doesNotStartWith("127.255.");
            assertThat(address).doesNotStartWith("127.0.");
        });
    }

    @Test
    void leavesRoomForThreeContactsOfEachNameExceptWhereNamesShareOnPurpose() {
        assertThat(world.servers().values())
                .filteredOn(server -> !server.fanIn())
                .allSatisfy(server -> assertThat(server.hostNames().size() * CONTACTS_PER_NAME)
                        .isLessThanOrEqualTo(CONTACTS_PER_ADDRESS));
        assertThat(world.servers().values())
                .filteredOn(PlannedServer::fanIn)
                .isNotEmpty()
                .allSatisfy(server -> {
                    assertThat(server.persona()).isEqualTo(Persona.HEALTHY);
                    assertThat(server.hostNames()).hasSizeGreaterThan(CONTACTS_PER_ADDRESS);
                });
    }

    @Test
    void turnsAwayTheFirstVisitorOnlyWhereOneNameLeads() {
        assertThat(world.servers().values())
                .filteredOn(server -> server.persona() == Persona.BUSY_ONCE)
                .isNotEmpty()
                .allSatisfy(server -> assertThat(server.hostNames()).hasSize(1));
    }

    @Test
    void isClosed() {
        Set<String> named = new HashSet<>();
        world.domains().forEach(domain -> named.addAll(domain.hosts()));
        Set<String> reached = new HashSet<>();
        for (Map.Entry<String, PlannedHost> host : world.hosts().entrySet()) {
            reached.addAll(host.getValue().servers());
        }

        assertThat(world.hosts().keySet()).isEqualTo(named);
        assertThat(world.servers().keySet()).isEqualTo(reached);
        assertThat(world.servers().values())
                .allSatisfy(server -> assertThat(server.hostNames())
                        .allSatisfy(name ->
                                assertThat(world.hosts().get(name).servers()).contains(server.address())));
    }

    @Test
    void playsForASingleDomain() {
        assertThat(WorldPlanner.plan(Lists.ofSize(1), 1).domains()).hasSize(1);
    }

    private static Set<String> kinds(Set<? extends Enum<?>> kinds) {
        return names(kinds.toArray(new Enum<?>[0]));
    }

    private static Set<String> names(Enum<?>[] kinds) {
        Set<String> names = new HashSet<>();
        for (Enum<?> kind : kinds) {
            names.add(kind.name());
        }
        return names;
    }
}
