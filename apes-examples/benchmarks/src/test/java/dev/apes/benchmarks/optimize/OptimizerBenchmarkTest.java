package dev.apes.benchmarks.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.apes.api.rule.ParameterValues;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OptimizerBenchmarkTest {
    @Test
    void functionsHaveTheirMinimumWhereTheLiteratureSaysSo() {
        double[] ones = new double[5];
        double[] styblinski = new double[5];
        Arrays.fill(ones, 1);
        Arrays.fill(styblinski, -2.903534);
        assertThat(ContinuousFunctions.hartmann6(
                        new double[] {0.20169, 0.150011, 0.476874, 0.275332, 0.311652, 0.6573}))
                .isCloseTo(0, within(1e-5));
        assertThat(ContinuousFunctions.ackley(new double[5])).isCloseTo(0, within(1e-9));
        assertThat(ContinuousFunctions.levy(ones)).isCloseTo(0, within(1e-9));
        assertThat(ContinuousFunctions.rosenbrock(ones)).isZero();
        assertThat(ContinuousFunctions.styblinskiTang(styblinski)).isCloseTo(0, within(1e-6));
    }

    @Test
    void mixedFunctionsReachZeroAtTheirOptimum() {
        Map<String, ParameterValues> optima = Map.of(
                "interacting",
                values("a", 0.8, "b", 0.2, "n", 8, "f", true, "g", false, "c", "r"),
                "conditional",
                values("method", "deep", "x", 3.1, "y", -2.1, "k", 31),
                "options",
                values("x", 2.3, "y", -1.7, "m", 4, "n", -3, "s", "west", "t", "j"),
                "gated",
                values("gate", true, "kind", "c", "u", 0.82, "v", 0.8, "w", 0.15),
                "staged",
                values(
                        "layers", 5, "width", 90, "rate", -1.8, "decay", 0.9, "keep", 0.75, "norm", true, "unit", "r",
                        "order", "y"),
                "rounded",
                values("a", -0.8, "b", 5, "c", -0.8, "d", 5, "mirror", true));
        for (TestProblem problem : MixedFunctions.all()) {
            ParameterValues optimum = optima.get(problem.name().split(" ")[0]);
            if (optimum != null) {
                ParameterValues at = problem.space().validate(optimum);
                assertThat(problem.function().applyAsDouble(at)).isCloseTo(0, within(1e-9));
            }
        }
    }

    @Test
    void noSettingOfTheFlagsIsBetterThanZero() {
        TestProblem flags = MixedFunctions.all().get(3);
        double least = Double.POSITIVE_INFINITY;
        for (int bits = 0; bits < 4_096; bits++) {
            ParameterValues v = flags.space().defaults();
            for (int i = 0; i < 12; i++) {
                v = v.with("f" + i, (bits >> i & 1) == 1);
            }
            least = Math.min(least, flags.function().applyAsDouble(v));
        }
        assertThat(least).isZero();
    }

    @Test
    void rivalsSpendTheirEvaluationsAndGetCloser() {
        TestProblem sphere = TestProblem.continuous(
                "sphere", 3, -1, 1, x -> Arrays.stream(x).map(v -> v * v).sum());
        assertThat(new Rivals(sphere, 50, 0, 1).bobyqa()).isLessThan(1e-3);
        assertThat(new Rivals(sphere, 400, 0, 1).cmaes()).isLessThan(1e-3);
    }

    @Test
    void ourOptimiserBeatsRandomSearch() {
        OptimizerBenchmark benchmark = new OptimizerBenchmark(3, 25);
        String problem = "interacting 6 (2 real, integer, 2 flags, choice)";
        assertThat(benchmark.apes(problem).mean())
                .isLessThan(0.5 * benchmark.random(problem).mean());
    }

    private static ParameterValues values(Object... pairs) {
        ParameterValues values = new ParameterValues(Map.of());
        for (int i = 0; i < pairs.length; i += 2) {
            values = values.with((String) pairs[i], pairs[i + 1]);
        }
        return values;
    }
}
