package dev.apes.examples.tools;

import dev.apes.engine.statistics.Interval;
import dev.apes.engine.statistics.Moments;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Gathers figures of methods over seeds, and holds one method against the best of the others: for each figure that whose mean over the
 * seeds is highest. Taking the highest of several means flatters the best, so the method is, if anything, better than it looks. Not
 * thread-safe.
 */
final class BesideTheBest {
    private static final double LEVEL = 0.95;

    private final Map<String, List<Figures>> methods = new LinkedHashMap<>();

    /**
     * What a method reached with one seed.
     *
     * @param quality in [0, 1]
     * @param utility of its rows over that of real ones
     * @param cpu seconds that fitting took on all cores
     */
    record Figures(double quality, double utility, double cpu) {}

    /**
     * @param method its name
     * @param figures of the next seed; every method gets the seeds in the same order
     */
    void add(String method, Figures figures) {
        methods.computeIfAbsent(method, m -> new ArrayList<>()).add(figures);
    }

    /**
     * Prints each method's means, and how far one is from the best of the others.
     *
     * @param table its name
     * @param method the one to hold against the others
     * @param out where to
     */
    void print(String table, String method, PrintStream out) {
        methods.forEach((name, seeds) -> out.printf(
                Locale.ROOT,
                "%-12s %-13s mean of %d seeds: fit cpu %6.2f s, quality %.4f, utility %.4f%n",
                table,
                name,
                seeds.size(),
                mean(seeds, Figures::cpu),
                mean(seeds, Figures::quality),
                mean(seeds, Figures::utility)));
        if (methods.containsKey(method) && methods.size() > 1) {
            out.printf(
                    "%s %s beside the best: quality %s; utility %s; over %d seeds%n",
                    table,
                    method,
                    beside(method, Figures::quality),
                    beside(method, Figures::utility),
                    methods.get(method).size());
        }
        out.flush();
    }

    /** The difference in per cent of the best, with Student's interval over the seeds, in pairs. */
    private String beside(String method, ToDoubleFunction<Figures> figure) {
        String best = methods.keySet().stream()
                .filter(m -> !m.equals(method))
                .reduce((a, b) -> mean(methods.get(a), figure) >= mean(methods.get(b), figure) ? a : b)
                .orElseThrow();
        List<Figures> own = methods.get(method);
        List<Figures> others = methods.get(best);
        double[] differences = new double[own.size()];
        for (int i = 0; i < differences.length; i++) {
            differences[i] = 100 * (figure.applyAsDouble(own.get(i)) / figure.applyAsDouble(others.get(i)) - 1);
        }
        Moments moments = Moments.of(differences);
        Interval interval = moments.meanInterval(LEVEL);
        return String.format(
                Locale.ROOT, "%+.2f %% [%+.2f, %+.2f] (%s)", moments.mean(), interval.low(), interval.high(), best);
    }

    private static double mean(List<Figures> seeds, ToDoubleFunction<Figures> figure) {
        return seeds.stream().mapToDouble(figure).average().orElseThrow();
    }
}
