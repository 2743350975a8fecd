package dev.apes.examples.tools;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What {@link Havoc} has found so far. */
final class HavocTable {
    private final Map<Havoc.Fault, Row> rows = new EnumMap<>(Havoc.Fault.class);

    /** Of one trial, or the sum of many. */
    static final class Row {
        /** How many trainings. */
        int trials = 1;
        /** How often the fault came. */
        int times;
        /** Iterations that are missing. */
        int lost;
        /** Iterations, or sessions, that are there twice. */
        int doubled;
        /** Trainings that ended otherwise than the one left in peace. */
        int different;
        /** Trainings that did not come to their end. */
        int failed;
        /** Where steps began or ended when the fault came. */
        final Set<String> boundaries = new TreeSet<>();

        boolean good() {
            return lost + doubled + different + failed == 0;
        }

        private void add(Row other) {
            trials += other.trials;
            times += other.times;
            lost += other.lost;
            doubled += other.doubled;
            different += other.different;
            failed += other.failed;
            boundaries.addAll(other.boundaries);
        }

        private String cells() {
            return String.format(
                    Locale.ROOT,
                    "%7d %7d %6d %8d %10d %7d %11d",
                    trials,
                    times,
                    lost,
                    doubled,
                    different,
                    failed,
                    boundaries.size());
        }
    }

    void add(Havoc.Fault fault, Row row) {
        rows.computeIfAbsent(fault, f -> {
                    Row none = new Row();
                    none.trials = 0;
                    return none;
                })
                .add(row);
    }

    /** {@return how many processes were killed; both at once count twice} */
    int kills() {
        return rows.entrySet().stream()
                .mapToInt(e -> switch (e.getKey()) {
                    case KILL_TRAINER, KILL_DATABASE, TEAR_JOURNAL -> e.getValue().times;
                    case KILL_BOTH -> 2 * e.getValue().times;
                    case FREEZE, CUT, FULL_DISK -> 0;
                })
                .sum();
    }

    boolean good() {
        return rows.values().stream().allMatch(Row::good);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%-14s %7s %7s %6s %8s %10s %7s %11s%n",
                "fault",
                "trials",
                "times",
                "lost",
                "doubled",
                "different",
                "failed",
                "boundaries"));
        Row all = new Row();
        all.trials = 0;
        rows.forEach((fault, row) -> {
            text.append(String.format(Locale.ROOT, "%-14s %s%n", fault.name().toLowerCase(Locale.ROOT), row.cells()));
            all.add(row);
        });
        return text.append(String.format(Locale.ROOT, "%-14s %s%n", "all", all.cells()))
                .append("processes killed: ")
                .append(kills())
                .toString();
    }
}
