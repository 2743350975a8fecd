package dev.apes.engine.optimize;

/** Cholesky factorisation of a symmetric positive definite matrix, rows one after another in one array. */
final class Cholesky {
    private Cholesky() {}

    /** Replaces the lower triangle by the factor; false when the matrix is not positive definite. */
    static boolean factor(double[] a, int n) {
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = a[i * n + j];
                for (int k = 0; k < j; k++) {
                    sum -= a[i * n + k] * a[j * n + k];
                }
                if (i == j) {
                    if (!(sum > 0)) {
                        return false;
                    }
                    a[i * n + i] = Math.sqrt(sum);
                } else {
                    a[i * n + j] = sum / a[j * n + j];
                }
            }
        }
        return true;
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

    /** Solves Lᵀ x = b in place. */
    static void backward(double[] l, int n, double[] b) {
        for (int i = n - 1; i >= 0; i--) {
            b[i] /= l[i * n + i];
            for (int k = 0; k < i; k++) {
                b[k] -= l[i * n + k] * b[i];
            }
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
        double[] inverse = new double[n * n];
        // rows of L⁻¹ transposed: column j of L⁻¹ is kept as row j
        double[] columns = new double[n * n];
        for (int j = 0; j < n; j++) {
            columns[j * n + j] = 1 / l[j * n + j];
            for (int i = j + 1; i < n; i++) {
                double sum = 0;
                for (int k = j; k < i; k++) {
                    sum -= l[i * n + k] * columns[j * n + k];
                }
                columns[j * n + i] = sum / l[i * n + i];
            }
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = 0;
                for (int k = i; k < n; k++) {
                    sum += columns[i * n + k] * columns[j * n + k];
                }
                inverse[i * n + j] = sum;
            }
        }
        return inverse;
    }
}
