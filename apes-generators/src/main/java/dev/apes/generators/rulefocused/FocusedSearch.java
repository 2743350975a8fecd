package dev.apes.generators.rulefocused;

import dev.apes.api.Cancellation;
import dev.apes.api.generation.RowScorer;
import dev.apes.api.generation.SampleRequest;
import dev.apes.api.generation.Table;
import dev.apes.generators.copula.CopulaModel;
import dev.apes.generators.table.SeededRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Finds plausible rows that a scorer wants: draws candidates from the copula, keeps the plausible ones, and lets the best of them
 * breed for some generations. What it costs is known beforehand: {@code candidates × (1 + generations / 2)} scored rows.
 */
final class FocusedSearch {
    private static final double PARENTS = 0.2;

    /** A further search is so many times smaller than a first one. */
    private static final int FURTHER = 8;

    private final CopulaModel model;
    private final Plausibility plausibility;
    private final RowScorer scorer;
    private final Cancellation cancellation;
    private final List<Scored> pool = new ArrayList<>();
    private int proposed;
    private int plausible;

    FocusedSearch(CopulaModel model, Plausibility plausibility, RowScorer scorer, Cancellation cancellation) {
        this.model = model;
        this.plausibility = plausibility;
        this.scorer = scorer;
        this.cancellation = cancellation;
    }

    private record Scored(double[] row, double score, double violation) {}

    /**
     * @param candidates size of the first generation and of the archive
     * @param generations how often the best breed; each gives half as many new rows
     * @param seed of all draws
     */
    Archive run(int candidates, int generations, long seed) {
        SeededRandom random = new SeededRandom(seed);
        Table first = model.sample(new SampleRequest(candidates, random.nextLong(), Map.of(), cancellation));
        List<double[]> rows = new ArrayList<>();
        for (int r = 0; r < first.rows(); r++) {
            rows.add(first.row(r));
        }
        take(rows, candidates);
        for (int g = 0; g < generations; g++) {
            take(children((candidates + 1) / 2, random), candidates);
        }
        return archive();
    }

    /**
     * Goes on from what an earlier search has found: its best quarter, an eighth of a first generation, and an eighth of its children.
     *
     * @param found by the earlier search
     * @param candidates as of a first search
     * @param generations as of a first search; with none, the best do not breed
     * @param seed of all draws
     */
    Archive goOn(Archive found, int candidates, int generations, long seed) {
        SeededRandom random = new SeededRandom(seed);
        int fresh = Math.max(1, candidates / FURTHER);
        Table first = model.sample(new SampleRequest(fresh, random.nextLong(), Map.of(), cancellation));
        List<double[]> rows = new ArrayList<>();
        for (int r = 0; r < Math.min((found.size() + 3) / 4, candidates); r++) {
            rows.add(found.rows().row(r));
        }
        for (int r = 0; r < fresh; r++) {
            rows.add(first.row(r));
        }
        take(rows, candidates);
        if (generations > 0) {
            take(children(fresh, random), candidates);
        }
        return archive();
    }

    private List<double[]> children(int count, SeededRandom random) {
        Archive parents = archive();
        Breeder breeder = new Breeder(model, parents, (int) Math.ceil(PARENTS * parents.size()));
        List<double[]> children = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            children.add(model.row(breeder.breed(random).latent()));
        }
        return children;
    }

    /** {@return share of proposed rows that were plausible and copied none, in [0, 1]} */
    double acceptance() {
        return proposed == 0 ? 0 : (double) plausible / proposed;
    }

    private void take(List<double[]> rows, int capacity) {
        cancellation.throwIfCancelled();
        double[] violations = new double[rows.size()];
        for (int r = 0; r < violations.length; r++) {
            if (r % 64 == 0) {
                cancellation.throwIfCancelled();
            }
            violations[r] = plausibility.violation(rows.get(r));
        }
        double[] scores = scores(Table.ofRows(model.schema(), rows));
        for (int r = 0; r < scores.length; r++) {
            proposed++;
            plausible += violations[r] == 0 ? 1 : 0;
            pool.add(new Scored(rows.get(r), scores[r], violations[r]));
        }
        pool.sort(Comparator.comparingDouble(Scored::violation)
                .thenComparing(Comparator.comparingDouble(Scored::score).reversed()));
        if (pool.size() > capacity) {
            pool.subList(capacity, pool.size()).clear();
        }
    }

    private double[] scores(Table rows) {
        double[] scores = scorer.score(rows);
        if (scores == null || scores.length != rows.rows()) {
            throw new IllegalArgumentException("the focus must give one score for each of " + rows.rows()
                    + " rows but gave " + (scores == null ? "null" : scores.length + " scores"));
        }
        for (int r = 0; r < scores.length; r++) {
            if (!Double.isFinite(scores[r])) {
                throw new IllegalArgumentException(
                        "the focus gave " + scores[r] + " as the score of a row; scores must be finite");
            }
        }
        return scores;
    }

    private Archive archive() {
        List<double[]> rows = pool.stream().map(Scored::row).toList();
        double[] scores = pool.stream().mapToDouble(Scored::score).toArray();
        return new Archive(Table.ofRows(model.schema(), rows), scores, model);
    }
}
