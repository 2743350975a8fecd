package dev.apes.engine.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.apes.api.rule.ParameterDefinition;
import dev.apes.api.rule.ParameterSpace;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class GaussianProcessTest {
    private static final SpaceCodec CODEC = new SpaceCodec(ParameterSpace.of(
            ParameterDefinition.real("a", 0, 0, 1, ""),
            ParameterDefinition.real("b", 0, 0, 1, ""),
            ParameterDefinition.choice("c", "x", List.of("x", "y", "z"), "")));
    private final Kernel kernel = new Kernel(CODEC);

    private static double[][] points(int n, long seed) {
        InitialDesign design = new InitialDesign(CODEC, new SplittableRandom(seed));
        double[][] x = new double[n][];
        for (int i = 0; i < n; i++) {
            x[i] = design.next();
        }
        return x;
    }

    private static double[] values(double[][] x, ToDoubleFunction<double[]> f) {
        double[] y = new double[x.length];
        for (int i = 0; i < y.length; i++) {
            y[i] = f.applyAsDouble(x[i]);
        }
        return y;
    }

    @Test
    void gradientOfTheLikelihoodMatchesDifferences() {
        double[][] x = points(17, 3);
        double[] known = new double[17];
        known[4] = 0.3;
        MarginalLikelihood likelihood =
                new MarginalLikelihood(kernel, x, values(x, p -> Math.sin(5 * p[0]) + p[2] * p[1]), known, -4);
        double[] theta = {-0.5, 0.3, 0.1, 0.2, -3, -0.4, -1.5};
        double[] gradient = new double[theta.length];
        likelihood.value(theta, gradient);
        double[] unused = new double[theta.length];
        for (int i = 0; i < theta.length; i++) {
            double[] up = theta.clone();
            double[] down = theta.clone();
            up[i] += 1e-5;
            down[i] -= 1e-5;
            double slope = (likelihood.value(up, unused) - likelihood.value(down, unused)) / 2e-5;
            assertThat(gradient[i]).as("parameter %d", i).isCloseTo(slope, within(1e-4 * (1 + Math.abs(slope))));
        }
    }

    @Test
    void interpolatesWithoutNoiseAndIsUnsureFarAway() {
        double[][] x = points(12, 5);
        double[] y = values(x, p -> p[0] - 2 * p[1] + p[2]);
        double[] theta = {-1, -1, 0, 0, -20, -2, -9};
        GaussianProcess process = GaussianProcess.fit(kernel, x, y, new double[12], theta);
        double[] prediction = new double[2];
        for (int i = 0; i < 12; i++) {
            process.predict(x[i], prediction);
            assertThat(prediction[0]).isCloseTo(y[i], within(1e-4));
            assertThat(prediction[1]).isLessThan(1e-4);
        }
        process.predict(new double[] {0.5, 0.123, 2}, prediction);
        assertThat(prediction[1]).isGreaterThan(1e-3);
    }

    @Test
    void anObservationKnownToBeNoisyIsBelievedLess() {
        double[][] x = {{0.5, 0.5, 0}, {0.1, 0.1, 0}, {0.9, 0.9, 0}};
        double[] y = {3, 0, 0};
        double[] theta = {0, 0, 0, 0, -20, -5, -9};
        double[] sure = new double[2];
        double[] unsure = new double[2];
        GaussianProcess.fit(kernel, x, y, new double[3], theta).predict(x[0], sure);
        GaussianProcess.fit(kernel, x, y, new double[] {4, 0, 0}, theta).predict(x[0], unsure);
        assertThat(sure[0]).isCloseTo(3, within(1e-3));
        assertThat(unsure[0]).isLessThan(1.5);
        assertThat(unsure[1]).isGreaterThan(sure[1]);
    }

    @Test
    void fittedLengthScalesTellWhichParametersMatter() {
        double[][] x = points(40, 7);
        double[] y = values(x, p -> Math.sin(6 * p[0]));
        MarginalLikelihood likelihood = new MarginalLikelihood(kernel, x, y, new double[40], -10);
        double[] start = new double[kernel.parameters()];
        for (int i = 0; i < start.length; i++) {
            start[i] = likelihood.priorMean(i);
        }
        double[] theta = HyperparameterFit.maximise(likelihood, new double[][] {start}, 15, 20);
        assertThat(theta[1]).isGreaterThan(theta[0] + 1);
        assertThat(theta[2]).isGreaterThan(theta[0] + 1);
    }

    @Test
    void expectedImprovementMatchesItsDefinition() {
        // E max(0, t − X) by the midpoint rule
        for (double[] c : new double[][] {{0, 1, 0}, {1, 4, -1}, {-2, 0.25, 0}, {3, 1, 0}}) {
            double sum = 0;
            double sd = Math.sqrt(c[1]);
            for (int i = 0; i < 200_000; i++) {
                double z = -10 + 20 * (i + 0.5) / 200_000;
                double gain = Math.max(0, c[2] - (c[0] + sd * z));
                sum += gain * Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI) * 20 / 200_000;
            }
            assertThat(ExpectedImprovement.log(c[0], c[1], c[2])).isCloseTo(Math.log(sum), within(1e-6));
        }
    }

    @Test
    void logImprovementStaysFiniteSmoothAndIncreasing() {
        double before = Double.NEGATIVE_INFINITY;
        for (double z = -40; z < 10; z += 0.01) {
            double value = ExpectedImprovement.logScaled(z);
            assertThat(value).isFinite().isGreaterThan(before);
            before = value;
        }
        assertThat(ExpectedImprovement.logScaled(-5.0001))
                .isCloseTo(ExpectedImprovement.logScaled(-4.9999), within(0.01));
    }
}
