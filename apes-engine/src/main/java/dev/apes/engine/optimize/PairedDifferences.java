package dev.apes.engine.optimize;

/** Mean and spread of paired differences. */
record PairedDifferences(int count, double mean, double sumOfSquares) {

    static PairedDifferences of(double[] differences) {
        return of(differences, differences.length);
    }

    /** Of the first {@code count} differences. */
    static PairedDifferences of(double[] differences, int count) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += differences[i];
        }
        double mean = count == 0 ? Double.NaN : sum / count;
        double squares = 0;
        for (int i = 0; i < count; i++) {
            squares += (differences[i] - mean) * (differences[i] - mean);
        }
        return new PairedDifferences(count, mean, squares);
    }

    double variance() {
        return count < 2 ? Double.NaN : sumOfSquares / (count - 1);
    }

    double standardDeviation() {
        return Math.sqrt(variance());
    }

    double standardError() {
        return Math.sqrt(variance() / count);
    }
}
