package dev.apes.engine.model;

/**
 * An expected raw gain.
 *
 * @param mean expected value
 * @param deviation standard error of the expectation, by the jackknife over the members of the ensemble; the spread of
 *     single gains around it is not in it
 */
public record Prediction(double mean, double deviation) {

    /** Delete-a-group jackknife: each member was trained without one group of prompts (Kott 2001). */
    static Prediction ofMembers(double[] members) {
        int k = members.length;
        double mean = 0;
        for (double m : members) {
            mean += m / k;
        }
        double squares = 0;
        for (double m : members) {
            squares += (m - mean) * (m - mean);
        }
        return new Prediction(mean, Math.sqrt(squares * (k - 1) / k));
    }
}
