package dev.apes.api.rule;

import dev.apes.api.Checks;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * What values a parameter may take. Values are boxed: {@link Integer}, {@link Double}, {@link Boolean} or {@link String}
 * for the four kinds in the order below.
 */
public sealed interface ParameterConstraint {

    /**
     * @param value a candidate value, may be null
     * @return whether the value has the right type and lies inside
     */
    boolean accepts(Object value);

    /** {@return the accepted values in words, e.g. {@code "an integer from 1 to 5"}} */
    String describe();

    /**
     * Integers from {@code min} to {@code max}, both included.
     *
     * @param min smallest
     * @param max largest, at least {@code min}
     */
    record IntegerRange(int min, int max) implements ParameterConstraint {
        /** Validates. */
        public IntegerRange {
            Checks.atLeast(max, min, "max of an integer range");
        }

        @Override
        public boolean accepts(Object value) {
            return value instanceof Integer i && i >= min && i <= max;
        }

        @Override
        public String describe() {
            return "an integer from " + min + " to " + max;
        }
    }

    /**
     * Finite reals from {@code min} to {@code max}, both included.
     *
     * @param min smallest
     * @param max largest, greater than {@code min}
     */
    record RealRange(double min, double max) implements ParameterConstraint {
        /** Validates. */
        public RealRange {
            Checks.finite(min, "min of a real range");
            Checks.finite(max, "max of a real range");
            if (!(max > min)) {
                throw new IllegalArgumentException(
                        "max of a real range must be greater than min " + min + " but is " + max);
            }
        }

        @Override
        public boolean accepts(Object value) {
            return value instanceof Double d && d >= min && d <= max;
        }

        @Override
        public String describe() {
            return "a number from " + min + " to " + max;
        }
    }

    /** True or false. */
    record Flag() implements ParameterConstraint {
        @Override
        public boolean accepts(Object value) {
            return value instanceof Boolean;
        }

        @Override
        public String describe() {
            return "true or false";
        }
    }

    /**
     * One of a list of names; their order carries no meaning.
     *
     * @param options at least two distinct non-blank names
     */
    record Choice(List<String> options) implements ParameterConstraint {
        /** Validates and copies. */
        public Choice {
            options = List.copyOf(options);
            options.forEach(o -> Checks.notBlank(o, "option of a choice"));
            if (options.size() < 2 || new LinkedHashSet<>(options).size() != options.size()) {
                throw new IllegalArgumentException("a choice needs at least two distinct options but has " + options);
            }
        }

        @Override
        public boolean accepts(Object value) {
            return value instanceof String s && options.contains(s);
        }

        @Override
        public String describe() {
            return "one of " + String.join(", ", options);
        }
    }
}
