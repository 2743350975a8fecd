package dev.apes.generators.rulefocused;

import dev.apes.generators.copula.CopulaModel;
import dev.apes.generators.table.SeededRandom;
import java.util.HashMap;
import java.util.Map;

/**
 * Makes new rows from archived ones: a point between a good row and one of its neighbours, or a little beyond, with a small
 * step drawn under the learnt dependence, so that related columns move together. Not thread-safe.
 */
final class Breeder {
    private static final double STEP = 0.25;

    private final CopulaModel model;
    private final Archive archive;
    private final int parents;
    private final Map<Integer, int[]> neighbours = new HashMap<>();

    /**
     * @param parents how many of the archive's best may be parents
     */
    Breeder(CopulaModel model, Archive archive, int parents) {
        this.model = model;
        this.archive = archive;
        this.parents = Math.max(1, Math.min(parents, archive.size()));
    }

    /** A child's point in latent space, with the score expected of it: its parents' scores in proportion. */
    Child breed(SeededRandom random) {
        // the smaller of two draws prefers better parents
        int parent = Math.min(random.nextInt(parents), random.nextInt(parents));
        int[] near = neighbours.computeIfAbsent(parent, p -> archive.neighbours(p, parents));
        int mate = near.length == 0 ? parent : near[random.nextInt(near.length)];
        double share = 1.2 * random.nextDouble() - 0.1;
        double[] a = archive.latent(parent);
        double[] b = archive.latent(mate);
        double[] step = model.drawLatent(random);
        double[] z = new double[a.length];
        for (int v = 0; v < z.length; v++) {
            z[v] = a[v] + share * (b[v] - a[v]) + STEP * step[v];
        }
        return new Child(z, archive.score(parent) + share * (archive.score(mate) - archive.score(parent)));
    }

    /**
     * @param latent the point
     * @param expected score expected of it
     */
    record Child(double[] latent, double expected) {}
}
