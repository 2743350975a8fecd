package dev.apes.generators.copula;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * The correlation matrix nearest to a symmetric matrix in the Frobenius norm, by alternating projections with Dykstra's correction
 * (Higham, <i>Computing the nearest correlation matrix</i>, IMA Journal of Numerical Analysis 22, 2002). Eigenvalues are kept at
 * or above a small positive number, so that the result has a Cholesky factor.
 */
final class NearestCorrelation {
    /** Smallest eigenvalue allowed. */
    static final double FLOOR = 1e-4;

    private static final int MOST_ROUNDS = 60;
    private static final double TOLERANCE = 1e-7;

    private NearestCorrelation() {}

    /**
     * @param matrix symmetric with unit diagonal; left as it is
     * @return a positive definite correlation matrix, the same one if it was one already
     */
    static double[][] of(double[][] matrix) {
        int n = matrix.length;
        double[][] y = copy(matrix);
        if (cholesky(lowered(y)) != null) {
            return y;
        }
        double[][] correction = new double[n][n];
        for (int round = 0; round < MOST_ROUNDS; round++) {
            double[][] r = new double[n][n];
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    r[i][j] = y[i][j] - correction[i][j];
                }
            }
            double[][] x = positivePart(r);
            double change = 0;
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    correction[i][j] = x[i][j] - r[i][j];
                    double next = i == j ? 1 : x[i][j];
                    change = Math.max(change, Math.abs(next - y[i][j]));
                    y[i][j] = next;
                }
            }
            if (change < TOLERANCE) {
                break;
            }
        }
        return unitDiagonal(positivePart(y));
    }

    /** The lower Cholesky factor, or null if the matrix is not positive definite. */
    static double[][] cholesky(double[][] matrix) {
        int n = matrix.length;
        double[][] factor = new double[n][];
        for (int i = 0; i < n; i++) {
            factor[i] = new double[i + 1];
            for (int j = 0; j <= i; j++) {
                double sum = matrix[i][j];
                for (int k = 0; k < j; k++) {
                    sum -= factor[i][k] * factor[j][k];
                }
                if (i > j) {
                    factor[i][j] = sum / factor[j][j];
                } else if (sum > 1e-12) {
                    factor[i][i] = Math.sqrt(sum);
                } else {
                    return null;
                }
            }
        }
        return factor;
    }

    private static double[][] lowered(double[][] matrix) {
        double[][] lowered = copy(matrix);
        for (int i = 0; i < lowered.length; i++) {
            lowered[i][i] -= FLOOR;
        }
        return lowered;
    }

    private static double[][] positivePart(double[][] matrix) {
        EigenDecomposition eigen = new EigenDecomposition(new Array2DRowRealMatrix(matrix, false));
        RealMatrix vectors = eigen.getV();
        int n = matrix.length;
        double[][] part = new double[n][n];
        for (int e = 0; e < n; e++) {
            double value = Math.max(FLOOR, eigen.getRealEigenvalue(e));
            double[] v = vectors.getColumn(e);
            for (int i = 0; i < n; i++) {
                double scaled = value * v[i];
                for (int j = 0; j <= i; j++) {
                    part[i][j] += scaled * v[j];
                }
            }
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                part[j][i] = part[i][j];
            }
        }
        return part;
    }

    private static double[][] unitDiagonal(double[][] matrix) {
        int n = matrix.length;
        double[][] unit = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                unit[i][j] = i == j ? 1 : matrix[i][j] / Math.sqrt(matrix[i][i] * matrix[j][j]);
            }
        }
        return unit;
    }

    private static double[][] copy(double[][] matrix) {
        double[][] copy = new double[matrix.length][];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = matrix[i].clone();
        }
        return copy;
    }
}
