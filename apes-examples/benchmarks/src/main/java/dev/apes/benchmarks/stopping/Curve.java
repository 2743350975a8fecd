package dev.apes.benchmarks.stopping;

import dev.apes.api.stopping.TrainingHistory;
import dev.apes.engine.ScoreHistory;
import java.util.function.IntToDoubleFunction;
import java.util.random.RandomGenerator;

/** Learning curves of known truth; the first four are those of the issue, with noise of 0.005. t counts from 0. */
enum Curve {
    STEADY("0.3 + 0.003t", 0.005, t -> 0.3 + 0.003 * t),
    SATURATING("0.9 - 0.6 exp(-t/20)", 0.005, t -> 0.9 - 0.6 * Math.exp(-t / 20.0)),
    STAIRCASE("0.4 + 0.05 min(floor(t/15), 8)", 0.005, t -> 0.4 + 0.05 * Math.min(t / 15, 8)),
    FLAT("0.5", 0.005, t -> 0.5),
    NOISY("saturating, four times the noise", 0.02, t -> 0.9 - 0.6 * Math.exp(-t / 20.0)),
    OVERFITTING(
            "saturating, less 0.0015 an iteration from 60",
            0.005,
            t -> SATURATING.truth(t) - 0.0015 * Math.max(0, t - 60)),
    CYCLIC("0.3 + 0.002t + 0.02 sin(2πt/30)", 0.005, t -> 0.3 + 0.002 * t + 0.02 * Math.sin(2 * Math.PI * t / 30));

    /** Iterations of a run that nothing stops. */
    static final int LENGTH = 200;

    private final String formula;
    private final double noise;
    private final IntToDoubleFunction truth;

    Curve(String formula, double noise, IntToDoubleFunction truth) {
        this.formula = formula;
        this.noise = noise;
        this.truth = truth;
    }

    String formula() {
        return formula;
    }

    double noise() {
        return noise;
    }

    double truth(int t) {
        return truth.applyAsDouble(t);
    }

    /** The best true score that a run of some iterations has seen. */
    double best(int iterations) {
        double best = 0;
        for (int t = 0; t < iterations; t++) {
            best = Math.max(best, truth(t));
        }
        return best;
    }

    /**
     * A run as it is measured. The validation loss is what the score lacks to 1; the training loss is what its best so far lacked and
     * keeps falling a little, with noise of its own.
     */
    TrainingHistory run(RandomGenerator random) {
        ScoreHistory history = new ScoreHistory();
        double best = 0;
        for (int t = 0; t < LENGTH; t++) {
            double score = Math.max(0, Math.min(1, truth(t) + noise * random.nextGaussian()));
            best = Math.max(best, truth(t));
            double training = (1 - best) * Math.exp(-0.002 * t) + noise * random.nextGaussian();
            history.add(score).losses(Math.max(1e-3, training), 1 - score);
        }
        return history.toHistory();
    }
}
