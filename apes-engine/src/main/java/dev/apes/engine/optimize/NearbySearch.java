package dev.apes.engine.optimize;

import dev.apes.api.rule.ParameterValues;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;

/**
 * Proposals near the best setting, by a model of its own for the surroundings: what is wild at large is smooth there, and needs no
 * logarithm, and is often analytic, which its kernel may then be, too. Takes turns with the search of the whole space; whichever has just improved on the best goes on. Not thread-safe.
 */
final class NearbySearch {
    /** Where noise makes up more than this share of the variance, the best setting may be the luckiest. */
    private static final double CLEAR = 0.02;

    /** An improvement counts from this share of the spread between the best and the median. */
    private static final double NOTABLE = 1e-3;

    /**
     * Most objectives are smoother near a point than at large: on Rosenbrock5, seeds 0 to 39, the choice of both took the mean
     * regret from 129 to 73. In the model of the whole space the smoother one is too sure of itself: 83 in place of 63 on seeds 0 to 19.
     */
    private static final List<Kernel.Shape> SHAPES = List.of(Kernel.Shape.MATERN, Kernel.Shape.GAUSS);

    private final SpaceCodec codec;
    private final Kernel kernel;
    private final boolean noisy;
    private final SplittableRandom random;
    private final TrustRegion region;
    private final Set<ParameterValues> asked = new HashSet<>();
    private boolean next;

    NearbySearch(SpaceCodec codec, Kernel kernel, boolean noisy, SplittableRandom random) {
        this.codec = codec;
        this.kernel = kernel;
        this.noisy = noisy;
        this.random = random;
        region = new TrustRegion(codec);
    }

    /** Whether its turn has come, numbers are searched at all, and the landscape shows through the noise. */
    boolean isNext(Surrogate all) {
        return next && kernel.numbers() > 0 && all.noiseShare() < CLEAR;
    }

    /**
     * @param all the model of the whole space
     * @param centre the best setting
     * @param allowed whether a setting may be proposed
     * @return the best proposal, or null when none of those tried is allowed
     */
    double[] propose(Surrogate all, double[] centre, SearchRecord record, Predicate<double[]> allowed) {
        List<Told> near = TrustRegion.near(all.data(), centre, kernel);
        Surrogate fitted = new SurrogateFit(kernel, noisy, SHAPES, random.split()).fit(near, true);
        Surrogate surrogate = fitted.believing(record.pending());
        double target = fitted.target();
        double[] found = new AcquisitionSearch(
                        codec,
                        p -> surrogate.logImprovement(p, target),
                        allowed,
                        random.split(),
                        Optional.of(region.around(centre, fitted.theta())))
                .maximise(List.of(centre));
        if (found != null) {
            asked.add(codec.decode(found));
        }
        return found;
    }

    /** Takes in what a setting turned out to be, before it enters the record. */
    void learn(ParameterValues setting, double value, SearchRecord record) {
        boolean wasNearby = asked.remove(setting);
        boolean improved = value < record.least() - NOTABLE * record.spread(0.5);
        if (wasNearby) {
            region.report(improved);
        }
        next = wasNearby == improved;
    }
}
