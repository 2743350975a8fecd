package dev.apes.engine.rubric;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * Fits the coefficients of the standing on prompts labelled vague or not: logistic regression on standardised features with a ridge of
 * 0.01, by gradient steps from 0. Features that such prompts do not vary in keep 0 here; theirs are set by hand.
 */
final class StandingFit {
    private static final double RIDGE = 0.01;
    private static final int STEPS = 2000;
    private static final double RATE = 0.5;
    private static final double LEAST_DEVIATION = 0.02;
    private final double[][] rows;
    private final boolean[] actionable;

    StandingFit(List<LabelledPrompt> prompts) {
        rows = prompts.stream()
                .map(prompt -> Standing.of(new OriginalProfile(prompt.prompt())))
                .toArray(double[][]::new);
        actionable = new boolean[rows.length];
        for (int i = 0; i < rows.length; i++) {
            actionable[i] = !prompts.get(i).vague();
        }
    }

    double[] row(int i) {
        return rows[i];
    }

    boolean[] actionable() {
        return actionable.clone();
    }

    /** Coefficients in the order of {@link Standing}, fitted on the prompts that are let in. */
    double[] fit(IntPredicate in) {
        return fit(in, EnumSet.noneOf(Standing.class));
    }

    private double[] fit(IntPredicate in, Set<Standing> left) {
        int columns = Standing.values().length;
        double[] mean = new double[columns];
        double[] deviation = new double[columns];
        int count = moments(in, mean, deviation);
        left.forEach(feature -> deviation[feature.ordinal()] = 0);
        double[] w = new double[columns];
        double intercept = 0;
        for (int step = 0; step < STEPS; step++) {
            double[] gradient = new double[columns];
            double sum = 0;
            for (int i = 0; i < rows.length; i++) {
                if (in.test(i)) {
                    double z = intercept;
                    for (int k = 0; k < columns; k++) {
                        z += w[k] * scaled(i, k, mean, deviation);
                    }
                    double error = (actionable[i] ? 1 : 0) - 1 / (1 + Math.exp(-z));
                    sum += error;
                    for (int k = 0; k < columns; k++) {
                        gradient[k] += error * scaled(i, k, mean, deviation);
                    }
                }
            }
            intercept += RATE * sum / count;
            for (int k = 0; k < columns; k++) {
                w[k] += RATE * (gradient[k] / count - RIDGE * w[k]);
            }
        }
        for (int k = 0; k < columns; k++) {
            w[k] = deviation[k] < LEAST_DEVIATION ? 0 : w[k] / deviation[k];
        }
        return w;
    }

    private int moments(IntPredicate in, double[] mean, double[] deviation) {
        int count = 0;
        for (int i = 0; i < rows.length; i++) {
            if (in.test(i)) {
                count++;
                for (int k = 0; k < mean.length; k++) {
                    mean[k] += rows[i][k];
                    deviation[k] += rows[i][k] * rows[i][k];
                }
            }
        }
        for (int k = 0; k < mean.length; k++) {
            mean[k] /= count;
            deviation[k] = Math.sqrt(Math.max(0, deviation[k] / count - mean[k] * mean[k]));
        }
        return count;
    }

    private double scaled(int i, int k, double[] mean, double[] deviation) {
        return deviation[k] < LEAST_DEVIATION ? 0 : (rows[i][k] - mean[k]) / deviation[k];
    }

    /** For each prompt the standing under coefficients fitted without its fold, some features left out. */
    double[] crossValidated(Set<Standing> left) {
        double[] standings = new double[rows.length];
        for (int fold = 0; fold < PairFit.FOLDS; fold++) {
            int held = fold;
            double[] coefficients = fit(i -> i % PairFit.FOLDS != held, left);
            for (int i = fold; i < rows.length; i += PairFit.FOLDS) {
                standings[i] = RubricModel.sum(coefficients, rows[i]);
            }
        }
        return standings;
    }
}
