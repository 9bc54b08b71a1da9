package org.starttls.census.analyzer.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
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

/** The house plan, as far as a machine can check it. When a rule stands in the way, the plan is up for discussion. */
@AnalyzeClasses(packages = "org.starttls.census.analyzer", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    private static final String ROOT = "org.starttls.census.";

    @ArchTest
    static final ArchRule meetsTheCrawlerAtTheTablesOnly = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT + "crawler..", ROOT + "lab..", ROOT + "broker..");

    @ArchTest
    static final ArchRule roomsFormNoCycle =
            slices().matching(ROOT + "analyzer.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule sqlStopsAtItsAdapters = stopsAt("java.sql", "Duckdb");

    @ArchTest
    static final ArchRule duckdbStopsAtItsAdapters = stopsAt("org.duckdb", "Duckdb");

    @ArchTest
    static final ArchRule freemarkerStopsAtItsAdapters = stopsAt("freemarker", "Freemarker");

    @ArchTest
    static final ArchRule avroStopsAtItsAdapters = stopsAt("org.apache.avro", "Avro", "Parquet", "Duckdb");

    /** A rule is a function of what was seen: the tables come to it, it does not fetch them. */
    @ArchTest
    static final ArchRule rulesReadNoFile = noClasses()
            .that()
            .resideInAPackage(ROOT + "analyzer.judge")
            .and(areNotNamed("Parquet", "Duckdb", "Jackson"))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.nio.file..", "java.sql..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule parquetStopsAtItsAdapters = stopsAt("org.apache.parquet", "Parquet");

    @ArchTest
    static final ArchRule jacksonStopsAtItsAdapters = stopsAt("com.fasterxml.jackson", "Jackson");

    @ArchTest
    static final ArchRule publicSuffixesStopAtTheirAdapters = stopsAt("crawlercommons", "CrawlerCommons");

    @ArchTest
    static final ArchRule commandLineStaysInItsRoom = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + "analyzer.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("picocli..");

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
