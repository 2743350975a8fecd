package dev.apes.generators.rulefocused;

import dev.apes.api.generation.Table;
import dev.apes.generators.copula.CopulaModel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Plausible rows with the scores they got, best first, and the point of latent space of each. Immutable.
 */
final class Archive {
    private static final int NEIGHBOURS = 12;

    private final Table rows;
    private final double[] scores;
    private final List<double[]> latents = new ArrayList<>();

    /**
     * @param rows rows by descending score, at least one
     * @param scores their scores
     * @param model gives the latent points
     */
    Archive(Table rows, double[] scores, CopulaModel model) {
        this.rows = rows;
        this.scores = scores.clone();
        for (int r = 0; r < rows.rows(); r++) {
            latents.add(model.latent(rows.row(r)));
        }
    }

    int size() {
        return scores.length;
    }

    Table rows() {
        return rows;
    }

    double score(int i) {
        return scores[i];
    }

    double[] latent(int i) {
        return latents.get(i);
    }

    /** The places of those nearest to one in latent space among the first {@code among}, nearest first, itself left out. */
    int[] neighbours(int of, int among) {
        double[] z = latents.get(of);
        double[] squared = new double[Math.min(among, size())];
        for (int i = 0; i < squared.length; i++) {
            double[] other = latents.get(i);
            for (int v = 0; v < z.length; v++) {
                squared[i] += (z[v] - other[v]) * (z[v] - other[v]);
            }
        }
        return IntStream.range(0, squared.length)
                .filter(i -> i != of)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> squared[i]).thenComparing(Comparator.naturalOrder()))
                .limit(NEIGHBOURS)
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
