package dev.apes.engine.optimize;

/**
 * What is known of a setting; repeated values are pooled.
 *
 * @param point the setting's coordinates
 * @param value what is minimised
 * @param variance of the value around the truth as far as known, 0 where it has to be learnt
 * @param advice whether it is a guess and not an evaluation
 * @param count how many values were pooled
 */
record Told(double[] point, double value, double variance, boolean advice, int count) {
    Told pool(double other, double otherVariance) {
        if (variance > 0 && otherVariance > 0) {
            double precision = 1 / variance + 1 / otherVariance;
            return new Told(
                    point, (value / variance + other / otherVariance) / precision, 1 / precision, advice, count + 1);
        }
        return new Told(
                point, (value * count + other) / (count + 1), Math.min(variance, otherVariance), advice, count + 1);
    }
}
