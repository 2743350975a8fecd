package dev.apes.architecture;

import com.tngtech.archunit.lang.ArchRule;
import java.util.List;

/**
 * A rule of the architecture with sources that break it, so that a test can show that the rule is able to fail.
 *
 * @param name what a failure is called
 * @param rule checked on our classes
 * @param counterexample compilable sources of the smallest program that violates the rule
 */
record HouseRule(String name, ArchRule rule, List<String> counterexample) {

    static HouseRule of(String name, ArchRule rule, String... counterexample) {
        return new HouseRule(name, rule.as(name), List.of(counterexample));
    }

    @Override
    public String toString() {
        return name;
    }
}
