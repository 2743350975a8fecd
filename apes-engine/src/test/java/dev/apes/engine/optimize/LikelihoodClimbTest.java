package dev.apes.engine.optimize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apes.api.rule.ParameterDefinition;
import dev.apes.api.rule.ParameterSpace;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LikelihoodClimbTest {
    private static final SpaceCodec CODEC = new SpaceCodec(ParameterSpace.of(
            ParameterDefinition.real("a", 0.5, 0, 1, ""),
            ParameterDefinition.real("b", 0.5, 0, 1, ""),
            ParameterDefinition.real("c", 0.5, 0, 1, "")));

    private final Kernel kernel = new Kernel(CODEC);
    private final double[] prior = new double[kernel.parameters()];

    private MarginalLikelihood likelihood(long seed) {
        InitialDesign design = new InitialDesign(CODEC, new SplittableRandom(seed));
        double[][] x = new double[30][];
        double[] y = new double[x.length];
        for (int i = 0; i < y.length; i++) {
            x[i] = design.next();
            y[i] = Math.sin(4 * x[i][0]) + x[i][1] * x[i][2];
        }
        MarginalLikelihood likelihood = new MarginalLikelihood(kernel, x, y, new double[y.length], -10);
        for (int i = 0; i < prior.length; i++) {
            prior[i] = likelihood.priorMean(i);
        }
        return likelihood;
    }

    @Test
    void reachesATopWhereNoParameterLeadsFurtherUp() {
        for (int seed = 1; seed <= 5; seed++) {
            MarginalLikelihood likelihood = likelihood(seed);
            double[] top = new LikelihoodClimb(likelihood, prior, 60).climb();
            double[] gradient = new double[top.length];
            double reached = likelihood.value(top, gradient);
            for (int i = 0; i < top.length; i++) {
                for (double step : new double[] {-0.2, 0.2}) {
                    double[] beside = top.clone();
                    beside[i] += step * likelihood.priorDeviation(i);
                    assertThat(likelihood.value(beside, gradient)).isLessThan(reached + 0.05);
                }
            }
        }
    }

    @Test
    void neverEndsBelowItsStart() {
        SplittableRandom random = new SplittableRandom(4);
        MarginalLikelihood likelihood = likelihood(1);
        double[] gradient = new double[prior.length];
        for (int evaluations = 1; evaluations <= 12; evaluations++) {
            double[] start = prior.clone();
            for (int i = 0; i < start.length; i++) {
                start[i] += likelihood.priorDeviation(i) * random.nextGaussian();
            }
            double[] end = new LikelihoodClimb(likelihood, start, evaluations).climb();
            assertThat(likelihood.value(end, gradient)).isGreaterThanOrEqualTo(likelihood.value(start, gradient));
        }
    }

    @Test
    void staysWhereNoCovarianceCanBeFactored() {
        MarginalLikelihood likelihood = likelihood(2);
        double[] nowhere = prior.clone();
        nowhere[kernel.signal()] = Double.NaN;
        assertThat(new LikelihoodClimb(likelihood, nowhere, 20).climb()).isEqualTo(nowhere);
    }
}
