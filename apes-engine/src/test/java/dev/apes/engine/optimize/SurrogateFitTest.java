package dev.apes.engine.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.apes.api.rule.ParameterDefinition;
import dev.apes.api.rule.ParameterSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class SurrogateFitTest {
    private static final SpaceCodec CODEC = new SpaceCodec(ParameterSpace.of(
            ParameterDefinition.real("a", 0.5, 0, 1, ""),
            ParameterDefinition.real("b", 0.5, 0, 1, ""),
            ParameterDefinition.real("c", 0.5, 0, 1, ""),
            ParameterDefinition.choice("d", "p", List.of("p", "q"), "")));

    private static List<Told> told(ToDoubleFunction<double[]> f, int n) {
        InitialDesign design = new InitialDesign(CODEC, new SplittableRandom(3));
        List<Told> told = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            double[] x = design.next();
            told.add(new Told(x, f.applyAsDouble(x), 0, false, 1));
        }
        return told;
    }

    private static Surrogate fit(List<Told> data, boolean noisy) {
        return new SurrogateFit(new Kernel(CODEC), noisy, List.of(Kernel.Shape.values()), new SplittableRandom(1))
                .fit(data, true);
    }

    private static boolean isStraight(Surrogate surrogate) {
        return Double.isFinite(surrogate.warp().scaled(1));
    }

    /** One bowl for each choice, turned and off the centre. */
    private static double bowl(double[] x) {
        double a = x[0] - (x[3] == 0 ? 0.8 : 0.3);
        double b = x[1] - 0.25 + 0.8 * a;
        double c = x[2] - 0.6 - 0.5 * b;
        return a * a + 5 * b * b + 2 * c * c + x[3];
    }

    @Test
    void aBowlIsKnownAsOneAndGetsNoLogarithm() {
        Surrogate surrogate = fit(told(SurrogateFitTest::bowl, 34), false);
        assertThat(isStraight(surrogate)).isTrue();
        for (double[] x : new double[][] {{0.8, 0.25, 0.6, 0}, {0.95, 0.9, 0.05, 1}, {0.1, 0.1, 0.9, 0}}) {
            // values spread over 10; without the trend the corners are missed by several tenths
            assertThat(surrogate.mean(x)).isCloseTo(bowl(x), within(0.05));
        }
    }

    @Test
    void hugeTailsGetALogarithmUnlessThereIsNoise() {
        List<Told> wild = told(x -> Math.exp(12 * x[0] + 4 * x[1]), 25);
        assertThat(isStraight(fit(wild, false))).isFalse();
        assertThat(isStraight(fit(wild, true))).isTrue();
    }
}
