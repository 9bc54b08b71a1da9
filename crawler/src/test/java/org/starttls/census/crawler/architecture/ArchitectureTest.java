package org.starttls.census.crawler.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Date;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.specific.SpecificRecordBase;

/** The house plan, as far as a machine can check it. When a rule stands in the way, the plan is up for discussion. */
@AnalyzeClasses(packages = "org.starttls.census.crawler", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    private static final String ROOT = "org.starttls.census.";

    @ArchTest
    static final ArchRule meetsTheAnalyzerAtTheTablesOnly = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT + "analyzer..", ROOT + "lab..", ROOT + "broker..");

    @ArchTest
    static final ArchRule roomsFormNoCycle =
            slices().matching(ROOT + "crawler.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule roomsOfTheProbeFormNoCycle =
            slices().matching(ROOT + "crawler.probe.(*)..").should().beFreeOfCycles();

    /** The dialogue is moved by events: bytes, timers and records are other rooms' business. */
    @ArchTest
    static final ArchRule dialogueKnowsNoOtherRoom = classes()
            .that()
            .resideInAPackage(ROOT + "crawler.probe.dialogue")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    ROOT + "crawler.probe.dialogue",
                    "java.lang..",
                    "java.util..",
                    "java.time..",
                    "java.nio.charset",
                    "java.io");

    @ArchTest
    static final ArchRule vertxStopsAtItsAdapters = stopsAt("io.vertx", "Vertx");

    @ArchTest
    static final ArchRule nettyStopsAtItsAdapters = stopsAt("io.netty", "Netty", "Vertx");

    @ArchTest
    static final ArchRule dnsjavaStopsAtItsAdapters = stopsAt("org.xbill", "Dnsjava");

    @ArchTest
    static final ArchRule kafkaStopsAtItsAdapters = stopsAt("org.apache.kafka", "Kafka");

    @ArchTest
    static final ArchRule parquetStopsAtItsAdapters = stopsAt("org.apache.parquet", "Parquet");

    @ArchTest
    static final ArchRule jacksonStopsAtItsAdapters = stopsAt("com.fasterxml.jackson", "Jackson");

    @ArchTest
    static final ArchRule icuStopsAtItsAdapters = stopsAt("com.ibm.icu", "Icu");

    @ArchTest
    static final ArchRule addressLibraryStopsAtItsAdapters = stopsAt("inet.ipaddr", "Ipaddress");

    @ArchTest
    static final ArchRule networkDatabasesStopAtTheirAdapters = stopsAt("com.maxmind", "Maxmind");

    @ArchTest
    static final ArchRule publicSuffixesStopAtTheirAdapters = stopsAt("crawlercommons", "CrawlerCommons");

    @ArchTest
    static final ArchRule commandLineStaysInItsRoom = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + "crawler.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("picocli..");

    /**
     * Avro is the contract of the stream: its rooms speak it, and the codecs translate. A stage names the type of its
     * tasks and notes, and no other.
     */
    @ArchTest
    static final ArchRule avroStaysInTheRoomsOfTheStream = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + "crawler.stream..", ROOT + "crawler.record..", ROOT + "crawler.store..")
            .and(areNotNamed("Avro", "Parquet", "Kafka"))
            .should()
            .dependOnClassesThat(resideInAPackage("org.apache.avro..")
                    .and(not(equivalentTo(SpecificRecord.class)).and(not(equivalentTo(SpecificRecordBase.class)))));

    /** The JDK's certificates speak Date: it is turned into an Instant, or made from one, where it is met. */
    @ArchTest
    static final ArchRule nobodyKeepsOldDates =
            fields().should().notHaveRawType(Date.class).allowEmptyShould(true);

    @ArchTest
    static final ArchRule nobodyReadsTheClockAsDate = noClasses().should().callConstructor(Date.class);

    @ArchTest
    static final ArchRule nobodySleeps = noClasses()
            .should()
            .callMethodWhere(describe(
                    "Thread.sleep",
                    call -> call.getTargetOwner().isEquivalentTo(Thread.class)
                            && call.getName().equals("sleep")));

    @ArchTest
    static final ArchRule onlyTheMainClassExits = noClasses()
            .that()
            .haveSimpleNameNotEndingWith("Main")
            .should()
            .callMethodWhere(describe(
                    "System.exit or Runtime.halt",
                    call -> (call.getTargetOwner().isEquivalentTo(System.class)
                                    && call.getName().equals("exit"))
                            || (call.getTargetOwner().isEquivalentTo(Runtime.class)
                                    && Stream.of("exit", "halt").anyMatch(call.getName()::equals))));

    @ArchTest
    static final ArchRule nothingStaticChanges = fields().that()
            .areStatic()
            .should()
            .haveModifier(JavaModifier.FINAL)
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule namesSayWhatAThingIs =
            noClasses().should().haveNameMatching(".*(Manager|Helper|Util|Utils|Impl|Common)");

    private static ArchRule stopsAt(String library, String... names) {
        return noClasses()
                .that(areNotNamed(names))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library + "..")
                .as(library + " stops at classes named " + String.join(" or ", names));
    }

    /** Nested classes answer to the name of their file. */
    private static DescribedPredicate<JavaClass> areNotNamed(String... prefixes) {
        return describe("are not named " + String.join(" or ", prefixes), type -> {
            String file = fileOf(type).getSimpleName();
            return Stream.of(prefixes).noneMatch(file::startsWith);
        });
    }

    private static JavaClass fileOf(JavaClass type) {
        JavaClass outermost = type;
        while (outermost.getEnclosingClass().isPresent()) {
            outermost = outermost.getEnclosingClass().get();
        }
        return outermost;
    }
}
