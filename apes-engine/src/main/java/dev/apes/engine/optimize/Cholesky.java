package dev.apes.engine.optimize;

/**
 * Cholesky factorisation of a symmetric positive definite matrix, rows one after another in one array. The innermost loops run
 * along a row and carry no sum, so that the compiler can do several columns at once; every element still takes its terms in the
 * order of the textbook.
 */
final class Cholesky {
    private Cholesky() {}

    /** Replaces the lower triangle by the factor; false when the matrix is not positive definite. */
    static boolean factor(double[] a, int n) {
        double[] column = new double[n];
        for (int k = 0; k < n; k++) {
            double pivot = a[k * n + k];
            if (!(pivot > 0)) {
                return false;
            }
            double root = Math.sqrt(pivot);
            a[k * n + k] = root;
            for (int i = k + 1; i < n; i++) {
                column[i] = a[i * n + k] / root;
                a[i * n + k] = column[i];
            }
            for (int i = k + 1; i < n; i++) {
                subtract(a, i * n, column, 0, column[i], k + 1, i + 1);
            }
        }
        return true;
    }

    /** {@code a[atA + j] -= factor · b[atB + j]} for j in a range. */
    private static void subtract(double[] a, int atA, double[] b, int atB, double factor, int from, int to) {
        for (int j = from; j < to; j++) {
            a[atA + j] -= factor * b[atB + j];
        }
    }

    private static void add(double[] a, int atA, double[] b, int atB, double factor, int to) {
        for (int j = 0; j < to; j++) {
            a[atA + j] += factor * b[atB + j];
        }
    }

    /** Solves L x = b in place. */
    static void forward(double[] l, int n, double[] b) {
        for (int i = 0; i < n; i++) {
            double sum = b[i];
            for (int k = 0; k < i; k++) {
                sum -= l[i * n + k] * b[k];
            }
            b[i] = sum / l[i * n + i];
        }
    }

    /** The transpose of the factor, for {@link #forwardTransposed}. */
    static double[] transpose(double[] l, int n) {
        double[] transposed = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k <= i; k++) {
                transposed[k * n + i] = l[i * n + k];
            }
        }
        return transposed;
    }

    /** Solves L x = b in place, given the transpose of L; for those who solve with one factor many times. */
    static void forwardTransposed(double[] transposed, int n, double[] b) {
        for (int k = 0; k < n; k++) {
            b[k] /= transposed[k * n + k];
            subtract(b, 0, transposed, k * n, b[k], k + 1, n);
        }
    }

    /** Solves Lᵀ x = b in place. */
    static void backward(double[] l, int n, double[] b) {
        for (int i = n - 1; i >= 0; i--) {
            b[i] /= l[i * n + i];
            subtract(b, 0, l, i * n, b[i], 0, i);
        }
    }

    /** Solves L Lᵀ x = b for a copy of b. */
    static double[] solve(double[] l, int n, double[] b) {
        double[] x = b.clone();
        forward(l, n, x);
        backward(l, n, x);
        return x;
    }

    /** The inverse of L Lᵀ, lower triangle filled. */
    static double[] inverse(double[] l, int n) {
        double[] ofFactor = new double[n * n];
        double[] inverse = new double[n * n];
        for (int k = 0; k < n; k++) {
            int row = k * n;
            for (int j = 0; j < k; j++) {
                subtract(ofFactor, row, ofFactor, j * n, l[row + j], 0, j + 1);
            }
            double diagonal = l[row + k];
            for (int j = 0; j < k; j++) {
                ofFactor[row + j] /= diagonal;
            }
            ofFactor[row + k] = 1 / diagonal;
            for (int i = 0; i <= k; i++) {
                add(inverse, i * n, ofFactor, row, ofFactor[row + i], i + 1);
            }
        }
        return inverse;
    }
}
