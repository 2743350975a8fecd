package dev.apes.examples;

import dev.apes.api.stopping.StopDecision;
import dev.apes.api.stopping.StoppingCriterion;
import dev.apes.engine.ScoreHistory;
import dev.apes.engine.Stopping;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Stops a training that has nothing to do with prompts: gradient descent on the 20 weights of a linear model, from 60 noisy
 * samples, judged on 200 others. An argument names another criterion, e.g. {@code "patience:patience=5|prechelt_gl"}.
 */
public final class StopAnyTraining {
    private static final int WEIGHTS = 20;

    private StopAnyTraining() {}

    /** Samples of one linear truth with noise. */
    private record Samples(double[][] x, double[] y) {
        static Samples draw(int n, SplittableRandom random) {
            double[][] x = new double[n][WEIGHTS];
            double[] y = new double[n];
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < WEIGHTS; j++) {
                    x[i][j] = random.nextGaussian();
                    y[i] += x[i][j] / (1 + j);
                }
                y[i] += 0.5 * random.nextGaussian();
            }
            return new Samples(x, y);
        }

        double error(int i, double[] w) {
            double sum = -y[i];
            for (int j = 0; j < WEIGHTS; j++) {
                sum += w[j] * x[i][j];
            }
            return sum;
        }

        double loss(double[] w) {
            double sum = 0;
            for (int i = 0; i < y.length; i++) {
                sum += error(i, w) * error(i, w);
            }
            return sum / y.length;
        }
    }

    /** @param args a stopping criterion as text; without one, the recommended. It ends after 500 iterations in any case */
    public static void main(String[] args) {
        StoppingCriterion criterion = Stopping.anyOf(
                args.length > 0 ? Stopping.parse(args[0]) : Stopping.recommended(),
                Stopping.parse("max_iterations:limit=500"));
        SplittableRandom random = new SplittableRandom(1);
        Samples training = Samples.draw(60, random);
        Samples validation = Samples.draw(200, random);
        double[] w = new double[WEIGHTS];
        double worst = validation.loss(w);

        // the score is the share of the loss that is gone; it may fall below 0 when training goes wrong
        ScoreHistory history = ScoreHistory.between(-1, 1);
        StopDecision decision;
        do {
            descend(w, training);
            double loss = validation.loss(w);
            history.add(Math.max(-1, 1 - loss / worst)).losses(training.loss(w), loss);
            decision = criterion.evaluate(history.toHistory());
        } while (decision instanceof StopDecision.Continue);

        System.out.printf(
                Locale.ROOT,
                "Ended after iteration %d with a loss of %.4f: %s%n",
                history.size(),
                validation.loss(w),
                decision.explanation());
    }

    private static void descend(double[] w, Samples training) {
        double[] gradient = new double[WEIGHTS];
        for (int i = 0; i < training.y().length; i++) {
            double error = training.error(i, w);
            for (int j = 0; j < WEIGHTS; j++) {
                gradient[j] += 2 * error * training.x()[i][j] / training.y().length;
            }
        }
        for (int j = 0; j < WEIGHTS; j++) {
            w[j] -= 0.05 * gradient[j];
        }
    }
}
