package dev.apes.cli.status;

import dev.apes.persistence.query.AlertRow;
import dev.apes.persistence.query.DatabaseFacts;
import dev.apes.persistence.query.TableRows;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What there is to say about a system.
 *
 * @param state of the database
 * @param own whether the database is APES' own
 * @param place where it is, for people, without secrets
 * @param facts what it is, if it could be asked
 * @param rules those in use
 * @param otherRules how many others are stored
 * @param sessions the newest, newest first
 * @param tables their sizes, if asked for
 * @param shutdowns how often processes ceased to run sessions: {@code graceful}, {@code forced}, {@code by_itself}, {@code crashed}
 * @param problems why the system is not healthy, sentences
 * @param notes what a person should know, sentences
 * @param alerts that go on, newest first
 * @param components how each part of the system is, if that was wanted
 * @param courses scores of the newest sessions, if that was wanted
 * @param at when it was looked at, by the database's clock
 */
public record SystemView(
        State state,
        boolean own,
        String place,
        Optional<DatabaseFacts> facts,
        List<RuleView> rules,
        int otherRules,
        List<SessionView> sessions,
        List<TableRows> tables,
        Map<String, Long> shutdowns,
        List<String> problems,
        List<String> notes,
        List<AlertRow> alerts,
        List<Component> components,
        List<SessionCourse> courses,
        Instant at) {
    /** How far a database can be used. */
    public enum State {
        /** APES' own does not exist yet. */
        ABSENT,
        /** It is there, without APES' tables. */
        EMPTY,
        /** It is there, and nothing can be trained in it as it is. */
        UNFIT,
        /** It can be used. */
        READY,
        /** Its tables are of an earlier version. */
        OLDER,
        /** Its tables are of a later version. */
        NEWER,
        /** It does not answer, or can't be used. */
        UNREACHABLE
    }

    /** Copies. */
    public SystemView {
        rules = List.copyOf(rules);
        sessions = List.copyOf(sessions);
        tables = List.copyOf(tables);
        shutdowns = Collections.unmodifiableMap(new LinkedHashMap<>(shutdowns));
        problems = List.copyOf(problems);
        notes = List.copyOf(notes);
        alerts = List.copyOf(alerts);
        components = List.copyOf(components);
        courses = List.copyOf(courses);
    }

    /** {@return the shutdowns with their shares, for people; empty if there were none} */
    public Optional<String> shutdownRates() {
        long all = shutdowns.values().stream().mapToLong(Long::longValue).sum();
        return all == 0
                ? Optional.empty()
                : Optional.of("trainings ended " + all + (all == 1 ? " time: " : " times: ")
                        + shutdowns.entrySet().stream()
                                .map(e -> e.getValue() + " " + e.getKey().replace("by_itself", "unasked") + " ("
                                        + Math.round(100.0 * e.getValue() / all) + " %)")
                                .collect(Collectors.joining(", ")));
    }

    /** {@return whether nothing is wrong} */
    public boolean healthy() {
        return problems.isEmpty();
    }

    /**
     * @param state why there is nothing to look at
     * @param own whether the database is APES' own
     * @param place where it is
     * @param problems why
     * @param notes what to do
     * @return a view of that
     */
    public static SystemView without(
            State state, boolean own, String place, List<String> problems, List<String> notes) {
        return new SystemView(
                state,
                own,
                place,
                Optional.empty(),
                List.of(),
                0,
                List.of(),
                List.of(),
                Map.of(),
                problems,
                notes,
                List.of(),
                List.of(),
                List.of(),
                Instant.now());
    }
}
