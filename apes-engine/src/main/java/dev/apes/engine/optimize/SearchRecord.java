package dev.apes.engine.optimize;

import dev.apes.api.rule.ParameterValues;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** What a search was told and what is pending. Not thread-safe. */
final class SearchRecord {
    /** Beyond this, the model keeps the best and the most recent observations: its cost grows with the cube. */
    static final int MAX_MODEL_POINTS = 120;

    private final SpaceCodec codec;
    private final Map<ParameterValues, Told> told = new LinkedHashMap<>();
    private final Map<ParameterValues, double[]> pending = new LinkedHashMap<>();

    SearchRecord(SpaceCodec codec) {
        this.codec = codec;
    }

    /** Adds a value; an evaluation takes the place of advice, and advice never that of an evaluation. */
    void add(ParameterValues setting, double value, double variance, boolean advice) {
        Told before = told.get(setting);
        if (before != null && before.advice() == advice) {
            told.put(setting, before.pool(value, variance));
        } else if (before == null || before.advice()) {
            told.put(setting, new Told(codec.encode(setting), value, variance, advice, 1));
        }
        if (!advice) {
            pending.remove(setting);
        }
    }

    void forget(ParameterValues setting) {
        told.remove(setting);
    }

    void withdrawAdvice() {
        told.values().removeIf(Told::advice);
    }

    void pend(ParameterValues setting) {
        pending.put(setting, codec.encode(setting));
    }

    Collection<double[]> pending() {
        return pending.values();
    }

    int size() {
        return told.size();
    }

    boolean isTold(ParameterValues values) {
        Told t = told.get(values);
        return t != null && !t.advice();
    }

    /** Neither evaluated nor pending. */
    boolean isFree(ParameterValues values) {
        return !isTold(values) && !pending.containsKey(values);
    }

    /** How many settings are evaluated or pending. */
    long known() {
        return told.values().stream().filter(t -> !t.advice()).count()
                + pending.keySet().stream().filter(v -> !isTold(v)).count();
    }

    /** The evaluated settings, in the order they were first told. */
    Map<ParameterValues, Told> evaluated() {
        Map<ParameterValues, Told> evaluated = new LinkedHashMap<>(told);
        evaluated.values().removeIf(Told::advice);
        return evaluated;
    }

    /** The smallest value evaluated; infinite before any. */
    double least() {
        return told.values().stream()
                .filter(t -> !t.advice())
                .mapToDouble(Told::value)
                .min()
                .orElse(Double.POSITIVE_INFINITY);
    }

    /** From the smallest value evaluated to the one that a share of all is below; 0 before any. */
    double spread(double share) {
        double[] values = told.values().stream()
                .filter(t -> !t.advice())
                .mapToDouble(Told::value)
                .sorted()
                .toArray();
        return values.length == 0 ? 0 : values[(int) (values.length * share)] - values[0];
    }

    /** The evaluation of smallest value, the first told of several. */
    Told best() {
        return told.values().stream()
                .filter(t -> !t.advice())
                .min(Comparator.comparingDouble(Told::value))
                .orElseThrow();
    }

    /**
     * The first free setting of a finite space in lexicographic order, or a random one of an infinite space.
     *
     * @param repeats whether any setting will do
     */
    double[] anyFree(boolean repeats, SplittableRandom random) {
        double[] point = new double[codec.dimensions()];
        int[] index = new int[point.length];
        while (true) {
            for (int i = 0; i < point.length; i++) {
                point[i] = Double.isInfinite(codec.levels(i)) ? random.nextDouble() : codec.coordinate(i, index[i]);
            }
            if (repeats || isFree(codec.decode(codec.snap(point)))) {
                return point;
            }
            for (int i = 0; i < point.length; i++) {
                if (!Double.isInfinite(codec.levels(i)) && ++index[i] < codec.levels(i)) {
                    break;
                }
                index[i] = 0;
            }
        }
    }

    /** What a model may learn from, bounded. */
    List<Told> modelData() {
        List<Told> all = new ArrayList<>(told.values());
        if (all.size() <= MAX_MODEL_POINTS) {
            return all;
        }
        List<Told> byValue = all.stream()
                .sorted(Comparator.comparingDouble(Told::value))
                .limit(MAX_MODEL_POINTS / 2)
                .toList();
        List<Told> kept = new ArrayList<>(byValue);
        for (int i = all.size() - 1; i >= 0 && kept.size() < MAX_MODEL_POINTS; i--) {
            if (!byValue.contains(all.get(i))) {
                kept.add(all.get(i));
            }
        }
        return kept;
    }
}
