package dev.apes.engine.optimize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apes.api.rule.ParameterDefinition;
import dev.apes.api.rule.ParameterSpace;
import dev.apes.api.rule.ParameterValues;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.exception.TooManyEvaluationsException;
import org.apache.commons.math3.optim.InitialGuess;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.SimpleBounds;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunction;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.BOBYQAOptimizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuadraticSearchTest {
    private static final ParameterSpace REALS = ParameterSpace.of(
            ParameterDefinition.real("x", 0.5, 0, 1, ""),
            ParameterDefinition.real("y", 0.5, 0, 1, ""),
            ParameterDefinition.real("z", 0.5, 0, 1, ""));
    private static final SpaceCodec CODEC = new SpaceCodec(REALS);

    private static double bowl(double[] p) {
        double x = p[0] - 0.31;
        double y = p[1] - 0.62;
        double z = p[2] - 0.77;
        return x * x + 3 * y * y + 2 * z * z + 2 * x * y - y * z + x * x * x * z;
    }

    /** 0.03 is closer to the border than the first step is long. */
    @ParameterizedTest
    @ValueSource(doubles = {0.5, 0, 0.03})
    void asksForWhatBobyqaWouldEvaluate(double x) {
        double[] start = {x, 0.4, 0.6};
        List<double[]> evaluated = new ArrayList<>();
        try {
            new BOBYQAOptimizer(7, 0.1, 1e-5)
                    .optimize(
                            new MaxEval(25),
                            new ObjectiveFunction(p -> {
                                evaluated.add(p.clone());
                                return bowl(p);
                            }),
                            GoalType.MINIMIZE,
                            new InitialGuess(start),
                            new SimpleBounds(new double[3], new double[] {1, 1, 1}));
        } catch (TooManyEvaluationsException e) {
            // 25 are enough
        }
        QuadraticRun run = new QuadraticRun(CODEC, new Told(start, bowl(start), 0, false, 1), 0.1);
        List<double[]> asked = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            double[] point = run.next();
            asked.add(point);
            run.learn(bowl(point));
        }
        // the start is known, unless BOBYQA moves it
        int known = x == 0.03 ? 0 : 1;
        assertThat(asked.toArray(double[][]::new))
                .isDeepEqualTo(evaluated.subList(known, known + 20).toArray(double[][]::new));
        assertThat(run.least()).isLessThan(bowl(start));
    }

    private static ParameterValues tell(SearchRecord record, QuadraticSearch search, double[] point, double value) {
        ParameterValues setting = CODEC.decode(point);
        search.learn(setting, value, record);
        record.add(setting, value, 0, false);
        return setting;
    }

    @Test
    void takesOverWhenNothingImprovesAndGivesUpAfterThreeFailures() {
        SearchRecord record = new SearchRecord(CODEC);
        QuadraticSearch search = new QuadraticSearch(CODEC, false, 5);
        for (int i = 0; i < 8; i++) {
            tell(record, search, new double[] {0.1 * i, 0.5, 0.5}, 10 - i);
            assertThat(search.propose(record, () -> false))
                    .as("improving, %s told", i + 1)
                    .isNull();
        }
        for (int i = 0; i < 6; i++) {
            assertThat(search.propose(record, () -> false)).isNull();
            tell(record, search, new double[] {0.5, 0.1 * i, 0.2}, 20 + i);
        }
        int turns = 0;
        for (double[] p = search.propose(record, () -> false); p != null; p = search.propose(record, () -> false)) {
            record.pend(CODEC.decode(p));
            assertThat(search.propose(record, () -> false))
                    .as("one pending at a time")
                    .isNull();
            tell(record, search, p, 30 + turns++);
        }
        // six points about the start make the first model
        assertThat(turns).isBetween(6 + 2, 6 + 3);
    }

    @Test
    void leavesLogarithmsAloneUntilNothingMoves() {
        SearchRecord record = new SearchRecord(CODEC);
        QuadraticSearch search = new QuadraticSearch(CODEC, false, 5);
        for (int i = 0; i < 8; i++) {
            tell(record, search, new double[] {0.1 * i, 0.5, 0.5}, 1_000 - 100 * i);
        }
        for (int i = 0; i < 12; i++) {
            // moves by 1 where the first quartile is 100 away and more
            tell(record, search, new double[] {0.5, 0.05 * i, 0.2}, 299 - i);
            assertThat(search.propose(record, () -> true)).isNull();
        }
        for (int i = 0; i < 12; i++) {
            assertThat(search.propose(record, () -> true)).isNull();
            tell(record, search, new double[] {0.5, 0.05 * i, 0.3}, 400 + i);
        }
        assertThat(search.propose(record, () -> true)).isNotNull();
    }

    @Test
    void keepsOutOfNoise() {
        SearchRecord record = new SearchRecord(CODEC);
        QuadraticSearch search = new QuadraticSearch(CODEC, true, 5);
        for (int i = 0; i < 20; i++) {
            tell(record, search, new double[] {0.04 * i, 0.5, 0.5}, i);
        }
        assertThat(search.propose(record, () -> false)).isNull();
    }

    @Test
    void neverAsksTwiceWhereWholeNumbersAreRounded() {
        ParameterSpace space = ParameterSpace.of(
                ParameterDefinition.integer("m", 10, 0, 30, ""),
                ParameterDefinition.integer("n", 10, 0, 30, ""),
                ParameterDefinition.real("x", 0.5, 0, 1, ""));
        ToDoubleFunction<ParameterValues> f = v -> Math.abs(v.integer("m") - 17)
                + Math.abs(v.integer("n") - 5 - 0.2 * v.integer("m"))
                + Math.abs(v.real("x") - 0.4)
                + Math.sin(3.0 * v.integer("n"));
        MixedOptimizer optimizer = new MixedOptimizer(space, OptimizerOptions.minimise(3), 4);
        Set<ParameterValues> asked = new HashSet<>();
        for (int i = 0; i < 60; i++) {
            ParameterValues values = optimizer.ask();
            assertThat(asked.add(values)).as("%s is new", values).isTrue();
            optimizer.tell(values, f.applyAsDouble(values));
        }
        assertThat(optimizer.best().objective()).isLessThan(1.5);
    }
}
