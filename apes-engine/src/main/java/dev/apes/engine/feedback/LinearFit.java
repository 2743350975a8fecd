package dev.apes.engine.feedback;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;

/**
 * Least squares and logistic regression with a ridge penalty on all but the intercept (Hoerl and Kennard 1970; le Cessie and van
 * Houwelingen 1992). The inputs are expected to be centred and scaled.
 *
 * @param coefficients intercept first
 */
record LinearFit(double[] coefficients) {
    private static final int NEWTON_STEPS = 25;
    private static final double CONVERGED = 1e-6;

    /** The linear predictor. */
    double at(double[] row) {
        double sum = coefficients[0];
        for (int j = 0; j < row.length; j++) {
            sum += coefficients[j + 1] * row[j];
        }
        return sum;
    }

    /** The predictor as a probability. */
    double probability(double[] row) {
        return 1 / (1 + Math.exp(-at(row)));
    }

    static LinearFit squares(double[][] rows, double[] y, double penalty) {
        int width = rows[0].length + 1;
        double[][] normal = new double[width][width];
        double[] right = new double[width];
        for (int i = 0; i < rows.length; i++) {
            accumulate(normal, rows[i], 1);
            accumulate(right, rows[i], y[i]);
        }
        return new LinearFit(solve(normal, right, penalty));
    }

    /** By Newton's method, each step a weighted least squares problem. */
    static LinearFit logistic(double[][] rows, double[] y, double penalty) {
        int width = rows[0].length + 1;
        double[] b = new double[width];
        for (int step = 0; step < NEWTON_STEPS; step++) {
            LinearFit now = new LinearFit(b);
            double[][] hessian = new double[width][width];
            double[] gradient = new double[width];
            for (int i = 0; i < rows.length; i++) {
                double p = now.probability(rows[i]);
                // a weight of 0 would leave the intercept of a perfectly told class without curvature
                accumulate(hessian, rows[i], Math.max(1e-6, p * (1 - p)));
                accumulate(gradient, rows[i], y[i] - p);
            }
            for (int j = 1; j < width; j++) {
                gradient[j] -= penalty * b[j];
            }
            double[] move = solve(hessian, gradient, penalty);
            double longest = 0;
            double[] next = new double[width];
            for (int j = 0; j < width; j++) {
                longest = Math.max(longest, Math.abs(move[j]));
            }
            double scale = Math.min(1, 2 / Math.max(longest, 1e-12));
            for (int j = 0; j < width; j++) {
                next[j] = b[j] + scale * move[j];
            }
            b = next;
            if (longest < CONVERGED) {
                break;
            }
        }
        return new LinearFit(b);
    }

    private static void accumulate(double[][] normal, double[] row, double weight) {
        normal[0][0] += weight;
        for (int j = 0; j < row.length; j++) {
            double wj = weight * row[j];
            double[] target = normal[j + 1];
            target[0] += wj;
            for (int k = 0; k <= j; k++) {
                target[k + 1] += wj * row[k];
            }
        }
    }

    private static void accumulate(double[] right, double[] row, double value) {
        right[0] += value;
        for (int j = 0; j < row.length; j++) {
            right[j + 1] += value * row[j];
        }
    }

    private static double[] solve(double[][] lower, double[] right, double penalty) {
        for (int j = 0; j < lower.length; j++) {
            lower[j][j] += j == 0 ? 1e-9 : penalty;
            for (int k = 0; k < j; k++) {
                lower[k][j] = lower[j][k];
            }
        }
        return new CholeskyDecomposition(new Array2DRowRealMatrix(lower, false), 1e-9, 0)
                .getSolver()
                .solve(new ArrayRealVector(right, false))
                .toArray();
    }
}
