package dev.apes.engine.optimize;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.analysis.MultivariateFunction;
import org.apache.commons.math3.exception.MathIllegalStateException;
import org.apache.commons.math3.optim.InitialGuess;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.SimpleBounds;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunction;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.BOBYQAOptimizer;

/**
 * Finds the setting of largest acquisition value: candidates spread over the space and around the best points, then, from the
 * best few candidates, discrete moves one at a time in turn with BOBYQA (Powell 2009) over the continuous dimensions.
 */
final class AcquisitionSearch {
    private static final int SPREAD = 500;
    private static final int AROUND_EACH = 100;
    private static final int POLISHED = 2;
    private static final int ROUNDS = 2;
    private static final int SPREAD_IN_SLICE = 60;
    private static final int AROUND_IN_SLICE = 40;
    private static final double[] RADII = {0.25, 0.1, 0.03, 0.01};
    /** BOBYQA's cost grows with the square of the dimension. */
    private static final int BOBYQA_DIMENSIONS = 20;

    private final SpaceCodec codec;
    private final int[] continuous;
    private final ToDoubleFunction<double[]> acquisition;
    private final Predicate<double[]> allowed;
    private final SplittableRandom random;
    private final TrustRegion.Box box;
    private final boolean whole;

    /**
     * @param allowed whether a setting may be proposed at all
     * @param box where to search; the whole space if empty
     */
    AcquisitionSearch(
            SpaceCodec codec,
            ToDoubleFunction<double[]> acquisition,
            Predicate<double[]> allowed,
            SplittableRandom random,
            Optional<TrustRegion.Box> box) {
        this.codec = codec;
        this.box = box.orElseGet(() -> TrustRegion.Box.all(codec));
        this.whole = box.isEmpty();
        this.acquisition = acquisition;
        this.allowed = allowed;
        this.random = random;
        int[] dims = new int[codec.dimensions()];
        int count = 0;
        for (int i = 0; i < dims.length; i++) {
            if (codec.isContinuous(i)) {
                dims[count++] = i;
            }
        }
        continuous = Arrays.copyOf(dims, count);
    }

    private record Scored(double[] point, double value) {}

    /** The best allowed setting found, or null when none of those tried is allowed. */
    double[] maximise(List<double[]> centres) {
        List<Scored> candidates = new ArrayList<>();
        for (int i = 0; i < SPREAD; i++) {
            add(candidates, anywhere());
        }
        for (double[] centre : centres) {
            for (int i = 0; i < AROUND_EACH; i++) {
                add(candidates, near(centre, RADII[i % RADII.length]));
            }
        }
        candidates.sort(Comparator.comparingDouble(Scored::value).reversed());
        Scored best = candidates.isEmpty() ? null : candidates.get(0);
        for (Scored start : candidates.subList(0, Math.min(POLISHED, candidates.size()))) {
            Scored polished = polish(start);
            if (polished.value() > best.value()) {
                best = polished;
            }
        }
        return best == null ? null : best.point();
    }

    /**
     * The best allowed setting found among those that differ from one in a flag or choice, whatever else they differ in; null when
     * none of those tried is allowed.
     */
    double[] maximiseSwitched(double[] from) {
        List<Scored> candidates = new ArrayList<>();
        for (int i = 0; i < codec.dimensions(); i++) {
            for (int level = 0; codec.isCategorical(i) && level < codec.levels(i); level++) {
                if (codec.coordinate(i, level) != from[i]) {
                    addSlice(candidates, from, i, codec.coordinate(i, level));
                }
            }
        }
        return candidates.stream()
                .max(Comparator.comparingDouble(Scored::value))
                .map(best -> moveContinuous(best, 0.1).point())
                .orElse(null);
    }

    private void addSlice(List<Scored> candidates, double[] from, int dimension, double level) {
        for (int i = 0; i < SPREAD_IN_SLICE + AROUND_IN_SLICE; i++) {
            double[] point = i < SPREAD_IN_SLICE ? anywhere() : near(from, RADII[i % RADII.length]);
            point[dimension] = level;
            add(candidates, point);
        }
    }

    private void add(List<Scored> candidates, double[] point) {
        if (allowed.test(point)) {
            candidates.add(score(point));
        }
    }

    private Scored score(double[] point) {
        return new Scored(point, acquisition.applyAsDouble(point));
    }

    private double[] anywhere() {
        double[] point = new double[codec.dimensions()];
        for (int i = 0; i < point.length; i++) {
            double u = random.nextDouble();
            point[i] = whole ? codec.fromUniform(i, u) : box.lower()[i] + (box.upper()[i] - box.lower()[i]) * u;
        }
        return codec.snap(point);
    }

    /** Back into the box and onto a setting. */
    private double[] settle(double[] point) {
        for (int i = 0; i < point.length; i++) {
            point[i] = Math.max(box.lower()[i], Math.min(box.upper()[i], point[i]));
        }
        return codec.snap(point);
    }

    private double[] near(double[] centre, double radius) {
        double[] point = centre.clone();
        // about three dimensions at a time, at least one
        double chance = Math.min(1, 3.0 / point.length);
        int certain = random.nextInt(point.length);
        for (int i = 0; i < point.length; i++) {
            if (i != certain && random.nextDouble() >= chance) {
                continue;
            }
            if (codec.isContinuous(i)) {
                point[i] += radius * (box.upper()[i] - box.lower()[i]) * random.nextGaussian();
            } else if (codec.isCategorical(i)) {
                point[i] = codec.fromUniform(i, random.nextDouble());
            } else {
                double step = Math.max(1, Math.rint(Math.abs(radius * random.nextGaussian()) * codec.levels(i)));
                point[i] += (random.nextBoolean() ? step : -step) / Math.max(1, codec.levels(i) - 1);
            }
        }
        return settle(point);
    }

    private Scored polish(Scored start) {
        Scored current = start;
        for (int round = 0; round < ROUNDS; round++) {
            double before = current.value();
            current = moveDiscrete(current);
            current = moveContinuous(current, round == 0 ? 0.1 : 0.02);
            if (!(current.value() > before + 1e-6)) {
                break;
            }
        }
        return current;
    }

    private Scored moveDiscrete(Scored start) {
        Scored current = start;
        for (int i = 0; i < codec.dimensions(); i++) {
            if (codec.isContinuous(i)) {
                continue;
            }
            for (int level = 0; level < codec.levels(i); level++) {
                double[] point = current.point().clone();
                point[i] = codec.coordinate(i, level);
                if (point[i] < box.lower()[i] || point[i] > box.upper()[i]) {
                    continue;
                }
                if (point[i] != current.point()[i] && allowed.test(point)) {
                    Scored moved = score(point);
                    current = moved.value() > current.value() ? moved : current;
                }
            }
        }
        return current;
    }

    private Scored moveContinuous(Scored start, double radius) {
        if (continuous.length == 0 || continuous.length > BOBYQA_DIMENSIONS) {
            return start;
        }
        // BOBYQA wants two dimensions; a single one is given a companion that does nothing
        int n = Math.max(2, continuous.length);
        double[] guess = new double[n];
        double[] lower = new double[n];
        double[] upper = new double[n];
        for (int i = 0; i < n; i++) {
            guess[i] = i < continuous.length ? start.point()[continuous[i]] : 0.5;
            double least = i < continuous.length ? box.lower()[continuous[i]] : 0;
            double most = i < continuous.length ? box.upper()[continuous[i]] : 1;
            // whole numbers are rounded, so that the start may lie a little outside
            lower[i] = Math.min(guess[i], Math.max(least, guess[i] - 3 * radius));
            upper[i] = Math.max(guess[i], Math.min(most, guess[i] + 3 * radius));
        }
        Scored[] best = {start};
        MultivariateFunction f = x -> {
            double[] point = start.point().clone();
            for (int i = 0; i < continuous.length; i++) {
                point[continuous[i]] = x[i];
            }
            Scored scored = score(codec.snap(point));
            if (scored.value() > best[0].value() && allowed.test(point)) {
                best[0] = scored;
            }
            return scored.value();
        };
        try {
            new BOBYQAOptimizer(2 * n + 1, radius, 1e-4)
                    .optimize(
                            new MaxEval(30 + 12 * n),
                            new ObjectiveFunction(f),
                            GoalType.MAXIMIZE,
                            new InitialGuess(guess),
                            new SimpleBounds(lower, upper));
        } catch (MathIllegalStateException e) {
            // out of evaluations, or a model that lost its footing: the best point so far stands
            return best[0];
        }
        return best[0];
    }
}
