package dev.apes.cli.dashboard.api;

import dev.apes.engine.analytics.ParameterCourse;
import dev.apes.persistence.query.ParameterChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * How one parameter of a rule changed over time.
 *
 * @param parameter its name
 * @param reversals how often a change went back to the value before the one before
 * @param points its value at first and after each change of it, oldest first
 */
record ParameterCourseView(String parameter, int reversals, List<Point> points) {
    /**
     * A value.
     *
     * @param at since when; empty for the first
     * @param kind of the change that brought it; blank for the first
     * @param value number, flag or text
     */
    record Point(Optional<Instant> at, String kind, Object value) {}

    /** Of changes of one rule, newest first. */
    static List<ParameterCourseView> of(List<ParameterChange> newestFirst) {
        List<ParameterChange> changes = new ArrayList<>(newestFirst);
        changes.removeIf(change -> change.kind().equals("seed"));
        Collections.reverse(changes);
        return ParameterCourse.of(changes.stream()
                        .map(change -> new ParameterCourse.Change(change.before(), change.after()))
                        .toList())
                .stream()
                .map(course -> new ParameterCourseView(
                        course.parameter(),
                        course.reversals(),
                        course.points().stream()
                                .map(point -> point.change() < 0
                                        ? new Point(Optional.empty(), "", point.value())
                                        : new Point(
                                                Optional.of(changes.get(point.change())
                                                        .at()),
                                                changes.get(point.change()).kind(),
                                                point.value()))
                                .toList()))
                .toList();
    }
}
