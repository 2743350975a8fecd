package dev.apes.engine.promotion;

import dev.apes.engine.statistics.BoundedMeanTest;
import dev.apes.engine.statistics.Moments;
import dev.apes.engine.statistics.PairedTest;
import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * The p-value of "the mean difference is not above zero", safe for heavy tails, ties and skew. Several tests must agree: the p-value is
 * the largest of theirs.
 *
 * <p>Student's t alone is not safe at levels near 0.0015. To first order {@code P(t > z) = α - γ (2 z² + 1) φ(z) / (6 √n)} with skewness
 * γ: many small gains and rare large losses (γ &lt; 0) pass too often, because a sample that met few of the losses has both a high
 * mean and a small deviation. Simulated at a nominal 1.5 in 1,000: 3.9 for 1 - Exp(1) at n = 400, 20 for a mirrored log-normal at n = 100.
 *
 * <p><b>With training differences</b> the second test divides the validation mean by the deviation of the <em>training</em>
 * differences, which does not move with the validation mean. Its error is {@code α + γ (z² - 1) φ(z) / (6 √n)}: too small where that
 * of Student's t is too large, and the other way round. Requiring both bounds the error on either side; under a normal law it costs
 * one point of power (0.2 standard deviations, n = 400), under Student's t with 3 degrees of freedom three. The third,
 * {@link BoundedMeanTest} on validation and training together, asks whether the gain would survive one loss as large as the largest
 * difference seen, or the plausible loss where that is larger: a candidate that gains 0.004 on each of 60 prompts has not shown
 * that it never loses 0.25 on the sixty-first. It matters for few prompts and small gains only.
 *
 * <p><b>Without them</b> the second is {@link BoundedMeanTest} on the validation differences, which corrects for skewness too but
 * pays more for heavy tails.
 *
 * <p><b>What no test can do:</b> losses larger than the plausible one and so rare that neither sample has met any can't be known.
 *
 * @param plausibleLoss a loss to be reckoned with although none as large was seen, in (0, 1]
 */
record GainTest(double plausibleLoss) {
    /**
     * @param validation at least two units
     * @param training the same candidate's differences on training prompts, if there are enough
     * @param alpha the further tests are only computed where the first passes this level
     * @return the largest p-value, or the first one above {@code alpha}
     */
    double pValue(PairedDifferences validation, Optional<PairedDifferences> training, double alpha) {
        double p = PairedTest.studentGreater(validation.moments());
        if (p > alpha) {
            return p;
        }
        Optional<PairedDifferences> known = training.filter(t -> t.size() >= PowerCheck.ENOUGH_TRAINING);
        if (known.isPresent()) {
            p = Math.max(p, trainedDeviation(validation.moments(), known.get().moments()));
        }
        return p > alpha ? p : Math.max(p, bounded(validation.with(known.orElse(PairedDifferences.of()))));
    }

    private static double trainedDeviation(Moments validation, Moments training) {
        if (training.variance() == 0) {
            return validation.mean() > 0 ? Double.MIN_VALUE : 1;
        }
        double t = validation.mean() / Math.sqrt(training.variance() / validation.n());
        return Math.max(Double.MIN_VALUE, new TDistribution(null, training.n() - 1).cumulativeProbability(-t));
    }

    private double bounded(double[] values) {
        double largest = Arrays.stream(values).map(Math::abs).max().orElse(0);
        return BoundedMeanTest.greater(values, -Math.max(plausibleLoss, largest));
    }
}
