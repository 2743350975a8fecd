package dev.apes.engine.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apes.api.rule.ParameterDefinition;
import dev.apes.api.rule.ParameterSpace;
import dev.apes.api.rule.ParameterValues;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class MixedOptimizerTest {
    private static final ParameterSpace MIXED = ParameterSpace.of(
            ParameterDefinition.real("a", 0.5, 0, 1, ""),
            ParameterDefinition.real("b", 5, -10, 10, ""),
            ParameterDefinition.integer("n", 5, 1, 10, ""),
            ParameterDefinition.flag("f", false, ""),
            ParameterDefinition.choice("c", "q", List.of("p", "q", "r"), ""));

    /** Optimum 0 at a = 0.8, b = −4, n = 8, f, r; all of them interact. */
    private static double cost(ParameterValues v) {
        double a = v.real("a") - 0.8;
        double b = (v.real("b") + 4) / 20;
        double n = (v.integer("n") - 8) / 9.0;
        double cost = 2 * a * a + 2 * b * b + 2 * a * b + n * n * (1 + Math.abs(a));
        cost += v.flag("f") ? 0 : 0.2 + 0.3 * Math.abs(b);
        return cost + (v.choice("c").equals("r") ? 0 : 0.1 + 0.3 * Math.abs(n));
    }

    private static MixedOptimizer minimise(
            ParameterSpace space, ToDoubleFunction<ParameterValues> f, int evaluations, long seed) {
        MixedOptimizer optimizer = new MixedOptimizer(
                space, OptimizerOptions.minimise(space.parameters().size()), seed);
        for (int i = 0; i < evaluations && !optimizer.exhausted(); i++) {
            ParameterValues values = optimizer.ask();
            optimizer.tell(values, f.applyAsDouble(values));
        }
        return optimizer;
    }

    @Test
    void findsAnInteractingMixedOptimumInFiftyEvaluations() {
        for (long seed = 0; seed < 3; seed++) {
            MixedOptimizer.Best best =
                    minimise(MIXED, MixedOptimizerTest::cost, 50, seed).best();
            assertThat(best.objective()).isLessThan(0.003).isEqualTo(cost(best.values()));
            assertThat(best.values().integer("n")).isEqualTo(8);
            assertThat(best.values().choice("c")).isEqualTo("r");
        }
    }

    @Test
    void sameSeedAndCallsGiveTheSameProposals() {
        List<ParameterValues> first = trail(11);
        assertThat(trail(11)).isEqualTo(first);
        assertThat(trail(12)).isNotEqualTo(first);
    }

    private static List<ParameterValues> trail(long seed) {
        List<ParameterValues> asked = new ArrayList<>();
        minimise(
                MIXED,
                v -> {
                    asked.add(v);
                    return cost(v);
                },
                20,
                seed);
        return asked;
    }

    @Test
    void maximisesWhenToldTo() {
        MixedOptimizer optimizer =
                new MixedOptimizer(MIXED, OptimizerOptions.minimise(5).maximising(), 3);
        for (int i = 0; i < 40; i++) {
            ParameterValues values = optimizer.ask();
            optimizer.tell(values, 1 - cost(values));
        }
        assertThat(optimizer.best().objective()).isBetween(0.98, 1.0);
    }

    @Test
    void seesEverySettingOfAFiniteSpaceOnceAndThenSaysSo() {
        ParameterSpace flags = ParameterSpace.of(
                ParameterDefinition.flag("a", false, ""),
                ParameterDefinition.flag("b", false, ""),
                ParameterDefinition.integer("n", 1, 1, 3, ""));
        Set<ParameterValues> asked = new LinkedHashSet<>();
        MixedOptimizer optimizer = minimise(
                flags,
                v -> {
                    assertThat(asked.add(v)).as("%s is new", v).isTrue();
                    return (v.flag("a") ? 1 : 0) + (v.flag("b") ? 0 : 2) + Math.abs(v.integer("n") - 2);
                },
                50,
                1);
        assertThat(asked).hasSize(12);
        assertThat(optimizer.best().values())
                .isEqualTo(flags.validate(new ParameterValues(Map.of("a", false, "b", true, "n", 2))));
        assertThatThrownBy(optimizer::ask)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("all 12 settings");
    }

    @Test
    void oneParameterIsEnough() {
        ParameterSpace line = ParameterSpace.of(ParameterDefinition.real("x", 0, -5, 5, ""));
        double best = minimise(line, v -> Math.pow(v.real("x") - 1.234, 2), 20, 5)
                .best()
                .objective();
        assertThat(best).isLessThan(1e-3);
        ParameterSpace single = ParameterSpace.of(ParameterDefinition.integer("x", 4, 4, 4, ""));
        assertThat(minimise(single, v -> 3, 5, 5).best().objective()).isEqualTo(3);
    }

    @Test
    void dozensOfParametersAreBetterThanChance() {
        List<ParameterDefinition> many = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            many.add(
                    i % 3 == 0
                            ? ParameterDefinition.flag("p" + i, false, "")
                            : ParameterDefinition.real("p" + i, 0.5, 0, 1, ""));
        }
        ParameterSpace space = new ParameterSpace(many);
        ToDoubleFunction<ParameterValues> f = v -> {
            double sum = v.flag("p0") ? 0 : 1;
            for (int i = 1; i < 6; i++) {
                sum += i % 3 == 0 ? (v.flag("p" + i) ? 1 : 0) : Math.pow(v.real("p" + i) - 0.2, 2);
            }
            return sum;
        };
        double found = minimise(space, f, 40, 2).best().objective();
        SpaceCodec codec = new SpaceCodec(space);
        InitialDesign sobol = new InitialDesign(codec, new SplittableRandom(2));
        double byChance = Double.POSITIVE_INFINITY;
        for (int i = 0; i < 40; i++) {
            byChance = Math.min(byChance, f.applyAsDouble(codec.decode(sobol.next())));
        }
        assertThat(found).isLessThan(byChance);
    }

    @Test
    void pendingSettingsAreNotProposedAgain() {
        MixedOptimizer optimizer = minimise(MIXED, MixedOptimizerTest::cost, 12, 4);
        Set<ParameterValues> batch = new LinkedHashSet<>();
        for (int i = 0; i < 5; i++) {
            batch.add(optimizer.ask());
        }
        assertThat(batch).hasSize(5);
    }

    @Test
    void startsWhereItIsToldTo() {
        OptimizerOptions options = OptimizerOptions.minimise(5).startingAt(MIXED.defaults());
        assertThat(new MixedOptimizer(MIXED, options, 9).ask()).isEqualTo(MIXED.defaults());
    }

    @Test
    void aLuckyNoisyValueIsNotTheBest() {
        ParameterSpace line = ParameterSpace.of(ParameterDefinition.real("x", 0, 0, 1, ""));
        MixedOptimizer optimizer =
                new MixedOptimizer(line, OptimizerOptions.minimise(1).withNoise(true), 1);
        for (int i = 0; i <= 20; i++) {
            optimizer.tell(line.defaults().with("x", i / 20.0), Math.abs(i / 20.0 - 0.3), 0.001);
        }
        ParameterValues lucky = line.defaults().with("x", 0.9);
        optimizer.replace(lucky, -0.2, 0.25);
        assertThat(optimizer.best().values().real("x")).isBetween(0.2, 0.4);
    }

    @Test
    void adviceGuidesButIsNeverTheBest() {
        MixedOptimizer optimizer = new MixedOptimizer(MIXED, OptimizerOptions.minimise(5), 1);
        ParameterValues advised = MIXED.defaults().with("a", 0.25);
        optimizer.advise(advised, -5, 0.01);
        optimizer.tell(MIXED.defaults(), 1);
        assertThat(optimizer.best().values()).isEqualTo(MIXED.defaults());
        optimizer.tell(advised, 2);
        assertThat(optimizer.best()).isEqualTo(new MixedOptimizer.Best(MIXED.defaults(), 1));
    }

    @Test
    void refusesWhatDoesNotFit() {
        MixedOptimizer optimizer = new MixedOptimizer(MIXED, OptimizerOptions.minimise(5), 1);
        assertThatThrownBy(optimizer::best).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> optimizer.tell(MIXED.defaults(), Double.NaN)).hasMessageContaining("objective");
        assertThatThrownBy(() -> optimizer.tell(MIXED.defaults().with("n", 11), 1))
                .hasMessageContaining("'n'")
                .hasMessageContaining("11");
        assertThatThrownBy(() -> optimizer.tell(MIXED.defaults(), 1, -1)).hasMessageContaining("noiseVariance");
        assertThatThrownBy(() -> optimizer.advise(MIXED.defaults(), 1, 0)).hasMessageContaining("variance");
        assertThatThrownBy(() -> new MixedOptimizer(ParameterSpace.of(), OptimizerOptions.minimise(1), 1))
                .hasMessageContaining("parameters");
    }
}
