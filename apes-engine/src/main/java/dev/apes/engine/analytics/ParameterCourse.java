package dev.apes.engine.analytics;

import dev.apes.api.Checks;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How one parameter of a rule changed over time.
 *
 * @param parameter its name
 * @param points its value at first and after each change of it, in order
 * @param reversals how often a change went back to the value before the one before, which tells that it hunts around
 */
public record ParameterCourse(String parameter, List<Point> points, int reversals) {
    /** Copies. */
    public ParameterCourse {
        Checks.notBlank(parameter, "parameter");
        points = List.copyOf(Checks.notEmpty(points, "points"));
    }

    /**
     * A value.
     *
     * @param change number of the change that brought it, from 0; -1 for the first value
     * @param value number, flag or text
     */
    public record Point(int change, Object value) {}

    /**
     * One change of a rule's parameters.
     *
     * @param before values before it, by name
     * @param after values after it, by name
     */
    public record Change(Map<String, Object> before, Map<String, Object> after) {}

    /**
     * @param changes of one rule, oldest first
     * @return the course of each parameter, also of those that never changed, in the order in which they are first named
     */
    public static List<ParameterCourse> of(List<Change> changes) {
        Map<String, List<Point>> courses = new LinkedHashMap<>();
        for (int i = 0; i < changes.size(); i++) {
            Change change = changes.get(i);
            change.before()
                    .forEach((name, value) ->
                            courses.computeIfAbsent(name, n -> new ArrayList<>(List.of(new Point(-1, value)))));
            for (Map.Entry<String, Object> after : change.after().entrySet()) {
                List<Point> course = courses.computeIfAbsent(after.getKey(), n -> new ArrayList<>());
                if (course.isEmpty() || !same(course.get(course.size() - 1).value(), after.getValue())) {
                    course.add(new Point(i, after.getValue()));
                }
            }
        }
        return courses.entrySet().stream()
                .map(e -> new ParameterCourse(e.getKey(), e.getValue(), reversals(e.getValue())))
                .toList();
    }

    /** {@return whether it has more than one value} */
    public boolean changed() {
        return points.size() > 1;
    }

    private static int reversals(List<Point> points) {
        int reversals = 0;
        for (int i = 2; i < points.size(); i++) {
            reversals += same(points.get(i).value(), points.get(i - 2).value()) ? 1 : 0;
        }
        return reversals;
    }

    /** In JSON, 3 and 3.0 are the same number. */
    private static boolean same(Object a, Object b) {
        return a instanceof Number x && b instanceof Number y
                ? x.doubleValue() == y.doubleValue()
                : Objects.equals(a, b);
    }
}
