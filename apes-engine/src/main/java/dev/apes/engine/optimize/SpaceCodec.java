package dev.apes.engine.optimize;

import dev.apes.api.rule.ParameterConstraint;
import dev.apes.api.rule.ParameterDefinition;
import dev.apes.api.rule.ParameterSpace;
import dev.apes.api.rule.ParameterValues;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns settings of a {@link ParameterSpace} into points and back. Reals and integers are scaled to [0, 1], flags are 0 or 1,
 * choices are the index of their option. Every point that leaves {@link #snap} names exactly one setting, so that rounding
 * happens before the kernel sees a point, not after. Immutable and thread-safe.
 */
final class SpaceCodec {
    /** Integers with more values than this are searched like reals and rounded. */
    private static final int MANY_LEVELS = 25;

    private final List<ParameterDefinition> parameters;
    private final double[] levels;
    private final boolean[] categorical;

    SpaceCodec(ParameterSpace space) {
        parameters = space.parameters();
        levels = new double[parameters.size()];
        categorical = new boolean[parameters.size()];
        for (int i = 0; i < levels.length; i++) {
            ParameterConstraint c = parameters.get(i).constraint();
            if (c instanceof ParameterConstraint.IntegerRange r) {
                levels[i] = (double) r.max() - r.min() + 1;
            } else if (c instanceof ParameterConstraint.RealRange) {
                levels[i] = Double.POSITIVE_INFINITY;
            } else if (c instanceof ParameterConstraint.Flag) {
                levels[i] = 2;
                categorical[i] = true;
            } else if (c instanceof ParameterConstraint.Choice choice) {
                levels[i] = choice.options().size();
                categorical[i] = true;
            }
        }
    }

    int dimensions() {
        return levels.length;
    }

    boolean isCategorical(int dimension) {
        return categorical[dimension];
    }

    /** Whether the dimension is searched as if it were continuous. */
    boolean isContinuous(int dimension) {
        return !categorical[dimension] && levels[dimension] > MANY_LEVELS;
    }

    /** How many values the dimension has; infinite for a real. */
    double levels(int dimension) {
        return levels[dimension];
    }

    /** How many settings the space has; infinite with a real parameter. */
    double settings() {
        double product = 1;
        for (double l : levels) {
            product *= l;
        }
        return product;
    }

    /** The coordinate of the {@code index}-th value of a finite dimension. */
    double coordinate(int dimension, int index) {
        return categorical[dimension] || levels[dimension] == 1 ? index : index / (levels[dimension] - 1);
    }

    /** The coordinate that a uniform number from [0, 1) picks. */
    double fromUniform(int dimension, double u) {
        return Double.isInfinite(levels[dimension])
                ? u
                : coordinate(dimension, (int) Math.min(levels[dimension] - 1, Math.floor(u * levels[dimension])));
    }

    /** Clips to the box and rounds to the nearest setting, in place. */
    double[] snap(double[] point) {
        for (int i = 0; i < point.length; i++) {
            double steps = levels[i] - 1;
            if (categorical[i]) {
                point[i] = Math.max(0, Math.min(steps, Math.rint(point[i])));
            } else {
                point[i] = Math.max(0, Math.min(1, point[i]));
                if (steps == 0) {
                    point[i] = 0;
                } else if (!Double.isInfinite(steps)) {
                    point[i] = Math.rint(point[i] * steps) / steps;
                }
            }
        }
        return point;
    }

    double[] encode(ParameterValues values) {
        double[] point = new double[levels.length];
        for (int i = 0; i < point.length; i++) {
            ParameterDefinition p = parameters.get(i);
            ParameterConstraint c = p.constraint();
            if (c instanceof ParameterConstraint.IntegerRange r) {
                point[i] = levels[i] == 1 ? 0 : ((double) values.integer(p.name()) - r.min()) / (levels[i] - 1);
            } else if (c instanceof ParameterConstraint.RealRange r) {
                point[i] = (values.real(p.name()) - r.min()) / (r.max() - r.min());
            } else if (c instanceof ParameterConstraint.Flag) {
                point[i] = values.flag(p.name()) ? 1 : 0;
            } else if (c instanceof ParameterConstraint.Choice choice) {
                point[i] = choice.options().indexOf(values.choice(p.name()));
            }
        }
        return point;
    }

    ParameterValues decode(double[] point) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < point.length; i++) {
            ParameterDefinition p = parameters.get(i);
            values.put(p.name(), value(p.constraint(), levels[i], point[i]));
        }
        return new ParameterValues(values);
    }

    private static Object value(ParameterConstraint c, double levels, double x) {
        if (c instanceof ParameterConstraint.IntegerRange r) {
            return (int) (r.min() + Math.round(x * (levels - 1)));
        } else if (c instanceof ParameterConstraint.RealRange r) {
            return Math.max(r.min(), Math.min(r.max(), r.min() + x * (r.max() - r.min())));
        } else if (c instanceof ParameterConstraint.Choice choice) {
            return choice.options().get((int) x);
        }
        return x > 0.5;
    }
}
