package dev.apes.engine.optimize;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.exception.MathIllegalStateException;
import org.apache.commons.math3.optim.InitialGuess;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.SimpleBounds;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunction;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.BOBYQAOptimizer;

/**
 * One run of BOBYQA (Powell 2009) over the numbers of the objective itself, from an evaluated setting, by ask and tell: as BOBYQA
 * knows no such thing but is deterministic, it starts anew for each proposal, is given the values known so far in order, and is
 * left at the first it does not know. Not thread-safe.
 */
final class QuadraticRun {
    /** BOBYQA wants two dimensions at least, and its cost grows with the square of their number. */
    private static final int FEWEST = 2;

    private static final int MOST = 20;
    private static final double PRECISION = 1e-5;

    private final SpaceCodec codec;
    private final int[] dimensions;
    private final double[] centre;
    private final double radius;
    private final List<Double> values = new ArrayList<>();
    private double least;

    /**
     * @param start where to begin
     * @param radius of the first steps, on the scale of the codec
     */
    QuadraticRun(SpaceCodec codec, Told start, double radius) {
        this.codec = codec;
        this.radius = radius;
        dimensions = continuous(codec);
        centre = start.point().clone();
        least = start.value();
        if (!isMoved()) {
            values.add(start.value());
        }
    }

    /** Whether BOBYQA begins elsewhere: it moves a start that is closer to a border than its first step is long. */
    private boolean isMoved() {
        return Arrays.stream(dimensions)
                .mapToDouble(i -> Math.min(centre[i], 1 - centre[i]))
                .anyMatch(gap -> gap > 0 && gap < radius);
    }

    /** Whether BOBYQA can search a space. */
    static boolean suits(SpaceCodec codec) {
        int numbers = continuous(codec).length;
        return numbers >= FEWEST && numbers <= MOST;
    }

    private static int[] continuous(SpaceCodec codec) {
        int[] found = new int[codec.dimensions()];
        int count = 0;
        for (int i = 0; i < found.length; i++) {
            if (codec.isContinuous(i)) {
                found[count++] = i;
            }
        }
        return Arrays.copyOf(found, count);
    }

    /** How many points BOBYQA's first model goes through. */
    private int points() {
        return 2 * dimensions.length + 1;
    }

    /** Whether BOBYQA is still putting its first model together, which improves on nothing by itself. */
    boolean isSettingUp() {
        return values.size() < points();
    }

    /** Smallest value of this run, and of its start. */
    double least() {
        return least;
    }

    void learn(double value) {
        values.add(value);
        least = Math.min(least, value);
    }

    /** The next point, or null when BOBYQA is done. */
    double[] next() {
        int n = dimensions.length;
        double[] guess = new double[n];
        for (int i = 0; i < n; i++) {
            guess[i] = centre[dimensions[i]];
        }
        double[] upper = new double[n];
        Arrays.fill(upper, 1);
        int[] given = {0};
        try {
            new BOBYQAOptimizer(points(), radius, PRECISION)
                    .optimize(
                            MaxEval.unlimited(),
                            new ObjectiveFunction(x -> {
                                if (given[0] == values.size()) {
                                    throw new Unknown(x);
                                }
                                return values.get(given[0]++);
                            }),
                            GoalType.MINIMIZE,
                            new InitialGuess(guess),
                            new SimpleBounds(new double[n], upper));
        } catch (Unknown unknown) {
            double[] point = centre.clone();
            for (int i = 0; i < n; i++) {
                point[dimensions[i]] = unknown.point[i];
            }
            return codec.snap(point);
        } catch (MathIllegalStateException e) {
            // a model that lost its footing
            return null;
        }
        return null;
    }

    /** Leaves BOBYQA where it asks for a value that is not known. */
    private static final class Unknown extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final transient double[] point;

        Unknown(double[] point) {
            super(null, null, false, false);
            this.point = point.clone();
        }
    }
}
