package dev.apes.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/** Who may see whom: cli → {engine, generators, persistence} → api. */
final class HouseRules {

    private static final String API = "dev.apes.api..";
    private static final String ENGINE = "dev.apes.engine..";
    private static final String GENERATORS = "dev.apes.generators..";
    private static final String PERSISTENCE = "dev.apes.persistence..";
    private static final String CLI = "dev.apes.cli..";
    private static final String EXAMPLES = "dev.apes.examples..";

    private HouseRules() {}

    static List<HouseRule> all() {
        List<HouseRule> rules = new ArrayList<>(floors());
        rules.addAll(fences());
        rules.addAll(cycles());
        return rules;
    }

    /** What a module may import at all. */
    private static List<HouseRule> floors() {
        return List.of(
                HouseRule.of(
                        "apes-api imports the JDK only",
                        classes()
                                .that()
                                .resideInAPackage(API)
                                .should()
                                .onlyDependOnClassesThat()
                                .resideInAnyPackage(API, "java.."),
                        "package dev.apes.api; class A { org.slf4j.Logger log; }"),
                HouseRule.of(
                        "apes-engine imports apes-api, Tribuo, XGBoost, Commons Math and slf4j only",
                        // of what its users do not inherit, the next rule speaks
                        classes()
                                .that()
                                .resideInAPackage(ENGINE)
                                .and()
                                .resideOutsideOfPackages("dev.apes.engine.llm..", "dev.apes.engine.micrometer..")
                                .should()
                                .onlyDependOnClassesThat()
                                .resideInAnyPackage(
                                        API,
                                        ENGINE,
                                        "java..",
                                        "org.tribuo..",
                                        "com.oracle.labs.mlrg.olcut..",
                                        "ml.dmlc.xgboost4j..",
                                        "org.apache.commons.math3..",
                                        "org.slf4j.."),
                        "package dev.apes.engine; class A { dev.apes.generators.B b; }",
                        "package dev.apes.generators; public class B {}"),
                HouseRule.of(
                        "of the engine, only .llm uses the libraries that its users bring: LangChain4j, Jackson, a JSON schema",
                        classes()
                                .that()
                                .resideInAPackage("dev.apes.engine.llm..")
                                .should()
                                .onlyDependOnClassesThat()
                                .resideInAnyPackage(
                                        API,
                                        ENGINE,
                                        "java..",
                                        "org.slf4j..",
                                        "dev.langchain4j..",
                                        "com.fasterxml.jackson..",
                                        "com.networknt.."),
                        "package dev.apes.engine.llm; class A { org.tribuo.Model<?> m; }"),
                HouseRule.of(
                        "of the engine, only .micrometer uses Micrometer, and that imports nothing else",
                        classes()
                                .that()
                                .resideInAPackage("dev.apes.engine.micrometer..")
                                .should()
                                .onlyDependOnClassesThat()
                                .resideInAnyPackage(API, "dev.apes.engine.micrometer..", "java..", "io.micrometer.."),
                        "package dev.apes.engine.micrometer; class A { org.slf4j.Logger log; }"),
                HouseRule.of(
                        "apes-generators imports apes-api, Commons Math and slf4j only",
                        classes()
                                .that()
                                .resideInAPackage(GENERATORS)
                                .should()
                                .onlyDependOnClassesThat()
                                .resideInAnyPackage(
                                        API, GENERATORS, "java..", "org.apache.commons.math3..", "org.slf4j.."),
                        "package dev.apes.generators; class A { dev.apes.engine.B b; }",
                        "package dev.apes.engine; public class B {}"),
                HouseRule.of(
                        "apes-persistence sees no other module than apes-api",
                        noClasses()
                                .that()
                                .resideInAPackage(PERSISTENCE)
                                .should()
                                .dependOnClassesThat()
                                .resideInAnyPackage(ENGINE, GENERATORS, CLI, EXAMPLES),
                        "package dev.apes.persistence; class A { dev.apes.engine.B b; }",
                        "package dev.apes.engine; public class B {}"),
                HouseRule.of(
                        "nothing but the examples imports apes-cli or the examples",
                        noClasses()
                                .that()
                                .resideOutsideOfPackages(CLI, EXAMPLES)
                                .should()
                                .dependOnClassesThat()
                                .resideInAnyPackage(CLI, EXAMPLES),
                        "package dev.apes.engine; class A { dev.apes.cli.B b; }",
                        "package dev.apes.cli; public class B {}"));
    }

    /** Where a library or a mechanism must not leak to. */
    private static List<HouseRule> fences() {
        return List.of(
                HouseRule.of(
                        "picocli is in the CLI only",
                        noClasses()
                                .that()
                                .resideOutsideOfPackage(CLI)
                                .should()
                                .dependOnClassesThat()
                                .resideInAPackage("picocli.."),
                        "package dev.apes.examples; class A { picocli.CommandLine c; }"),
                HouseRule.of(
                        "of our modules, only apes-persistence uses JDBC, Jakarta Persistence and Hibernate",
                        // an example plays the application that brings its own DataSource
                        noClasses()
                                .that()
                                .resideOutsideOfPackages(PERSISTENCE, "dev.apes.examples..")
                                .should()
                                .dependOnClassesThat()
                                .resideInAnyPackage(
                                        "java.sql..",
                                        "javax.sql..",
                                        "jakarta.persistence..",
                                        "org.hibernate..",
                                        "org.postgresql..",
                                        "org.flywaydb.."),
                        "package dev.apes.engine; class A { org.hibernate.Session s; }",
                        "package org.hibernate; public interface Session {}"),
                HouseRule.of(
                        "the CLI uses the root package of apes-engine and its statistics, the rest is internal",
                        noClasses()
                                .that()
                                .resideInAPackage(CLI)
                                .should()
                                .dependOnClassesThat(resideInAPackage("dev.apes.engine.*..")
                                        .and(resideOutsideOfPackages(
                                                "dev.apes.engine.analytics..", "dev.apes.engine.statistics.."))),
                        "package dev.apes.cli; class A { dev.apes.engine.promotion.B b; }",
                        "package dev.apes.engine.promotion; public class B {}"),
                HouseRule.of(
                        "exactly one class calls ServiceLoader",
                        classes().should(new OnlyOneClass(serviceLoading())),
                        "package dev.apes.engine; class A { Object o = java.util.ServiceLoader.load(Runnable.class); }",
                        "package dev.apes.cli; class B { Object o = java.util.ServiceLoader.load(Runnable.class); }"),
                apart("rule", "rubric"),
                apart("rule", "corpus"),
                apart("rubric", "corpus"));
    }

    private static HouseRule apart(String one, String other) {
        return HouseRule.of(
                "engine packages ." + one + " and ." + other + " do not import each other",
                slices().matching("dev.apes.engine.(" + one + "|" + other + ")..")
                        .should()
                        .notDependOnEachOther(),
                "package dev.apes.engine." + one + "; class A { dev.apes.engine." + other + ".B b; }",
                "package dev.apes.engine." + other + "; public class B {}");
    }

    /** A module may still have a single package; that every module is looked at is a test of its own. */
    private static List<HouseRule> cycles() {
        return List.of("api", "engine", "generators", "persistence", "cli").stream()
                .map(module -> HouseRule.of(
                        "no cycles between the packages of apes-" + module,
                        slices().matching("dev.apes." + module + ".(**)")
                                .should()
                                .beFreeOfCycles()
                                .allowEmptyShould(true),
                        "package dev.apes." + module + ".one; public class A { dev.apes." + module + ".two.B b; }",
                        "package dev.apes." + module + ".two; public class B { dev.apes." + module + ".one.A a; }"))
                .toList();
    }

    private static DescribedPredicate<JavaMethodCall> serviceLoading() {
        return DescribedPredicate.describe(
                "call of ServiceLoader.load",
                call -> call.getTargetOwner().isEquivalentTo(ServiceLoader.class)
                        && call.getName().startsWith("load"));
    }
}
