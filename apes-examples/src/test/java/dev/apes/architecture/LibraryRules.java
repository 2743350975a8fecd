package dev.apes.architecture;

import static com.tngtech.archunit.lang.conditions.ArchConditions.accessTargetWhere;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.security.SecureRandom;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/** What code in a library must not do: draw unseeded numbers, read the wall clock, write to the console. */
final class LibraryRules {

    private static final String MATH_GENERATOR = "org.apache.commons.math3.random.RandomGenerator";

    private LibraryRules() {}

    static List<HouseRule> all() {
        return List.of(
                HouseRule.of(
                        "every random generator in a library is given its seed",
                        noLibraryCodeUses("randomness without a seed", LibraryRules::isUnseeded),
                        "package dev.apes.engine; class A { Object o = new java.util.SplittableRandom(); }"),
                HouseRule.of(
                        "a library reads time from a Clock that it is given",
                        noLibraryCodeUses("the system's wall clock", LibraryRules::isWallClock),
                        "package dev.apes.engine; class A { Object o = java.time.Instant.now(); }"),
                HouseRule.of(
                        "a library leaves the console alone",
                        noLibraryClass(GeneralCodingRules.ACCESS_STANDARD_STREAMS),
                        "package dev.apes.engine; class A { void a() { System.out.println(); } }"),
                HouseRule.of(
                        "a library leaves the exit to its application",
                        noLibraryCodeUses(
                                "an exit of the JVM",
                                target -> isNamed(target, System.class, "exit")
                                        || isNamed(target, Runtime.class, "halt")),
                        "package dev.apes.engine; class A { void a() { System.exit(1); } }"));
    }

    private static ArchRule noLibraryClass(ArchCondition<JavaClass> condition) {
        return noClasses()
                .that()
                .resideInAnyPackage(
                        "dev.apes.api..", "dev.apes.engine..", "dev.apes.generators..", "dev.apes.persistence..")
                .should(condition);
    }

    /** Calls and method references alike. */
    private static ArchRule noLibraryCodeUses(String what, Predicate<CodeUnitAccessTarget> banned) {
        return noLibraryClass(accessTargetWhere(DescribedPredicate.<JavaAccess<?>>describe(
                what, access -> access.getTarget() instanceof CodeUnitAccessTarget target && banned.test(target))));
    }

    private static boolean isUnseeded(CodeUnitAccessTarget target) {
        boolean noArguments = target.getRawParameterTypes().isEmpty();
        // a secret must not be derivable: SecureRandom makes passwords, never results
        return noArguments
                        && target.getName().equals("<init>")
                        && isGenerator(target.getOwner())
                        && !target.getOwner().isEquivalentTo(SecureRandom.class)
                || isNamed(target, Math.class, "random")
                || isNamed(target, StrictMath.class, "random")
                || isNamed(target, ThreadLocalRandom.class, "current")
                || isNamed(target, RandomGenerator.class, "of")
                || isNamed(target, RandomGenerator.class, "getDefault")
                || isNamed(target, Collections.class, "shuffle")
                        && target.getRawParameterTypes().size() == 1;
    }

    private static boolean isGenerator(JavaClass type) {
        return type.isAssignableTo(Random.class)
                || type.isAssignableTo(RandomGenerator.class)
                || type.isAssignableTo(MATH_GENERATOR);
    }

    private static boolean isWallClock(CodeUnitAccessTarget target) {
        return isNamed(target, System.class, "currentTimeMillis")
                || target.getOwner().getPackageName().equals("java.time")
                        && target.getName().equals("now")
                        && target.getRawParameterTypes().isEmpty();
    }

    private static boolean isNamed(CodeUnitAccessTarget target, Class<?> owner, String name) {
        return target.getOwner().isEquivalentTo(owner) && target.getName().equals(name);
    }
}
