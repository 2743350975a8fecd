package dev.apes.generators.constraint;

import dev.apes.api.error.PluginException;
import dev.apes.api.generation.FitContext;
import dev.apes.api.generation.SampleRequest;
import dev.apes.api.generation.Synthesizer;
import dev.apes.api.generation.Table;
import dev.apes.generators.table.Conditions;
import dev.apes.generators.table.SeededRandom;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Gives rows that meet constraints, whatever the method behind it. Thread-safe. */
public final class ConstrainedSynthesizer implements Synthesizer {
    /** Draws per row asked for, at most, and on top of {@link #DRAWS_IN_ANY_CASE}. */
    static final int MOST_DRAWS_PER_ROW = 100;

    private static final int DRAWS_IN_ANY_CASE = 10_000;
    private static final int MOST_AT_ONCE = 20_000;

    /** Reshaped rows to choose from where a condition is on a column that is computed from others. */
    private static final int CANDIDATES = 16;

    private final ConstrainedGenerator generator;
    private final ConstraintPlan plan;
    private final Synthesizer inner;

    ConstrainedSynthesizer(ConstrainedGenerator generator, ConstraintPlan plan, Synthesizer inner) {
        this.generator = generator;
        this.plan = plan;
        this.inner = inner;
    }

    /**
     * Rows with what it took to get them.
     *
     * @param table the rows
     * @param drawn how many were drawn
     * @param accepted how many of these met all constraints; all of them where no constraint had to be met by drawing again
     */
    public record Draw(Table table, long drawn, long accepted) {
        /** {@return the share of the rows drawn that were accepted; 1 if none was drawn} */
        public double acceptance() {
            return drawn == 0 ? 1 : (double) accepted / drawn;
        }
    }

    @Override
    public Table sample(SampleRequest request) {
        return draw(request).table();
    }

    /**
     * As {@link #sample}, and tells how many rows were drawn for it.
     *
     * @param request how many rows, from which seed, under which conditions
     * @return the rows
     * @throws IllegalArgumentException if constraints and conditions can't hold together
     * @throws PluginException if fewer rows than asked for were accepted out of 100 draws a row and 10,000 more
     */
    public Draw draw(SampleRequest request) {
        request.cancellation().throwIfCancelled();
        double[] wanted = Conditions.byColumn(plan.schema(), request.conditions());
        Drawing drawing = new Drawing(request, wanted);
        List<double[]> rows = new ArrayList<>();
        long drawn = 0;
        long accepted = 0;
        long most = (long) MOST_DRAWS_PER_ROW * request.rows() + DRAWS_IN_ANY_CASE;
        SeededRandom seeds = new SeededRandom(request.seed());
        long seed = request.seed();
        while (rows.size() < request.rows()) {
            request.cancellation().throwIfCancelled();
            if (drawn >= most) {
                throw new PluginException(
                        "generator",
                        generator.name(),
                        String.format(
                                Locale.ROOT,
                                "found %d of %d rows after drawing %d, of which %.4f %% met the constraints that can only be met"
                                        + " by drawing again (%s)%s; loosen them or the conditions",
                                rows.size(),
                                request.rows(),
                                drawn,
                                100.0 * accepted / drawn,
                                String.join("; ", generator.drawnAgain(plan)),
                                request.conditions().isEmpty() ? "" : " under " + request.conditions()),
                        null);
            }
            int missing = request.rows() - rows.size();
            double rate = drawn == 0 ? 1 : Math.max(0.01, (double) accepted / drawn);
            int ask = (int) Math.min(Math.min(MOST_AT_ONCE, most - drawn), Math.ceil(missing / rate));
            for (double[] row : drawing.rows(ask, seed)) {
                if (plan.holds(row)) {
                    accepted++;
                    if (rows.size() < request.rows()) {
                        rows.add(row);
                    }
                }
            }
            drawn += ask;
            seed = seeds.nextLong();
        }
        return new Draw(Table.ofRows(plan.schema(), rows), drawn, accepted);
    }

    /** What one request asks of the method behind. */
    private final class Drawing {
        private final SampleRequest request;
        private final double[] wanted;
        private final Bounds bounds;
        private final Bounds free;
        private final Map<String, Double> conditions = new LinkedHashMap<>();
        private final int[] open;
        private final double[] nothing;

        Drawing(SampleRequest request, double[] wanted) {
            this.request = request;
            this.wanted = wanted;
            this.nothing = new double[wanted.length];
            Arrays.fill(nothing, Double.NaN);
            this.bounds = plan.bounds(wanted);
            this.free = plan.bounds(nothing);
            this.open = plan.conditions(wanted, conditions);
        }

        List<double[]> rows(int count, long seed) {
            double[][] drawn = new double[count][];
            long groupSeed = seed;
            SeededRandom seeds = new SeededRandom(seed + 1);
            for (Map.Entry<Map<String, Double>, List<Integer>> group :
                    groups(count, seed).entrySet()) {
                Map<String, Double> asked = new LinkedHashMap<>(conditions);
                asked.putAll(group.getKey());
                List<Integer> places = group.getValue();
                int candidates = open.length == 0 ? 1 : CANDIDATES;
                Table table = inner.sample(
                        new SampleRequest(places.size() * candidates, groupSeed, asked, request.cancellation()));
                for (int i = 0; i < places.size(); i++) {
                    int chosen = candidates == 1 ? i : nearest(table, i * candidates, candidates);
                    drawn[places.get(i)] = plan.decode(table.row(chosen), bounds, wanted);
                }
                groupSeed = seeds.nextLong();
            }
            return Arrays.asList(drawn);
        }

        /** Places of rows by the joint levels they get: those that meet the conditions, as often as they occur in the data. */
        private Map<Map<String, Double>, List<Integer>> groups(int count, long seed) {
            Map<String, double[]> weights = new LinkedHashMap<>();
            for (JointLevels joint : plan.joints()) {
                double[] ofJoint = joint.weights(wanted);
                if (ofJoint != null) {
                    weights.put(plan.nameOf(joint), ofJoint);
                }
            }
            SeededRandom random = new SeededRandom(seed);
            Map<Map<String, Double>, List<Integer>> groups = new LinkedHashMap<>();
            for (int i = 0; i < count; i++) {
                Map<String, Double> levels = new LinkedHashMap<>();
                weights.forEach((name, w) -> levels.put(name, (double) draw(w, random)));
                groups.computeIfAbsent(levels, k -> new ArrayList<>()).add(i);
            }
            return groups;
        }

        private static int draw(double[] weights, SeededRandom random) {
            double left = random.nextDouble() * Arrays.stream(weights).sum();
            int drawn = -1;
            for (int l = 0; l < weights.length && (drawn < 0 || left >= 0); l++) {
                drawn = weights[l] > 0 ? l : drawn;
                left -= weights[l];
            }
            return drawn;
        }

        /** The candidate whose own values in the open columns come nearest to what is wanted there. */
        private int nearest(Table table, int from, int count) {
            int best = from;
            double bestDistance = Double.POSITIVE_INFINITY;
            for (int i = from; i < from + count; i++) {
                double[] row = plan.decode(table.row(i), free, nothing);
                double distance = 0;
                for (int c : open) {
                    double d = Double.isNaN(row[c]) ? 1 : (row[c] - wanted[c]) / plan.scale(c);
                    distance += d * d;
                }
                if (distance < bestDistance) {
                    bestDistance = distance;
                    best = i;
                }
            }
            return best;
        }
    }

    @Override
    public Synthesizer fitFurther(Table more, FitContext context) {
        if (!more.schema().equals(plan.schema())) {
            throw new IllegalArgumentException("fitting further needs rows of the schema of the first fit");
        }
        plan.refuseViolations(more);
        Synthesizer further = inner.fitFurther(plan.encode(more), generator.inward(context, plan));
        return new ConstrainedSynthesizer(generator, plan.with(more), further);
    }

    @Override
    public void save(OutputStream out) throws IOException {
        generator.save(plan, inner, out);
    }
}
