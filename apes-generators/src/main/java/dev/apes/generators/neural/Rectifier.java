package dev.apes.generators.neural;

/** The rectified linear unit {@code max(x, 0)}, in place. */
public final class Rectifier {
    private Rectifier() {}

    /**
     * @param x {@code [rows][width]}, overwritten by {@code max(x, 0)}
     * @param from first row to use
     * @param to behind the last
     */
    public static void forward(float[][] x, int from, int to) {
        for (int r = from; r < to; r++) {
            float[] row = x[r];
            for (int j = 0; j < row.length; j++) {
                row[j] = Math.max(row[j], 0);
            }
        }
    }

    /**
     * @param y what {@link #forward} left
     * @param from first row to use
     * @param to behind the last
     * @param dy derivative of the loss by {@code y}, overwritten by that by {@code x}
     */
    public static void backward(float[][] y, int from, int to, float[][] dy) {
        for (int r = from; r < to; r++) {
            float[] row = y[r];
            float[] d = dy[r];
            for (int j = 0; j < row.length; j++) {
                // all bits set where y is above 0; without a branch, which could not be predicted
                int mask = -Float.floatToRawIntBits(row[j]) >> 31;
                d[j] = Float.intBitsToFloat(Float.floatToRawIntBits(d[j]) & mask);
            }
        }
    }
}
