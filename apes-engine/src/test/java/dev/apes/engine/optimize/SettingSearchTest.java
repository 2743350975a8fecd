package dev.apes.engine.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.apes.api.Cancellation;
import dev.apes.api.error.CancelledException;
import dev.apes.api.rule.ParameterDefinition;
import dev.apes.api.rule.ParameterSpace;
import dev.apes.api.rule.ParameterValues;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SettingSearchTest {
    private static final int PROMPTS = 600;
    private static final double OPTIMUM = 0.3;
    /** Standard deviation of the true gain over uniformly drawn settings, computed from 2,000 of them. */
    private static final double SPREAD = 0.167;

    private static final ParameterSpace SPACE = ParameterSpace.of(
            ParameterDefinition.real("a", 0.5, 0, 1, ""),
            ParameterDefinition.real("b", 0.5, 0, 1, ""),
            ParameterDefinition.integer("n", 5, 1, 10, ""),
            ParameterDefinition.flag("f", false, ""),
            ParameterDefinition.flag("g", true, ""),
            ParameterDefinition.choice("c", "q", List.of("p", "q", "r"), ""));

    /** Interacting, with its optimum of 0.3 at a = 0.8, b = 0.2, n = 8, f, not g, r: off centre and off default. */
    static double truth(ParameterValues v) {
        double a = v.real("a") - 0.8;
        double b = v.real("b") - 0.2;
        double n = (v.integer("n") - 8) / 9.0;
        double score = 1 - 2 * a * a - 1.5 * b * b - 1.5 * a * b - 1.2 * n * n * (v.flag("f") ? 1 : 1.6);
        score -= v.flag("f") ? 0 : 0.15 + 0.3 * Math.abs(a);
        score -= v.flag("g") ? 0.1 + 0.2 * Math.abs(b) : 0;
        score -= switch (v.choice("c")) {
            case "r" -> 0;
            case "p" -> 0.12;
            default -> 0.1 + 0.3 * Math.abs(n);
        };
        return OPTIMUM * score;
    }

    /** The truth, stretched by the prompt, plus noise of the given size that differs by setting and prompt. */
    private static GainSampler world(long seed, double noise) {
        return (values, from, to) -> {
            double[] gains = new double[to - from];
            for (int i = from; i < to; i++) {
                SplittableRandom prompt = new SplittableRandom(seed * 1_000_003 + i);
                SplittableRandom draw = new SplittableRandom(seed * 7919 + i * 1009L + values.hashCode() * 31L);
                draw.nextLong();
                gains[i - from] = truth(values) * (1 + 0.3 * prompt.nextGaussian()) + noise * draw.nextGaussian();
            }
            return gains;
        };
    }

    private static SearchTask task(long seed) {
        return new SearchTask(
                SPACE,
                SPACE.defaults(),
                PROMPTS,
                SearchBudget.standard(),
                Optional.empty(),
                SearchMemory.empty(SPACE.defaults()),
                seed);
    }

    /** The incumbents after each of so many searches, each continuing from what the last one knows. */
    private static ParameterValues searchOnAndOn(long seed, int times) {
        ParameterValues incumbent = SPACE.defaults();
        SearchMemory memory = SearchMemory.empty(incumbent);
        for (int i = 0; i < times; i++) {
            SearchResult result = SettingSearch.search(
                    new SearchTask(
                            SPACE,
                            incumbent,
                            PROMPTS,
                            SearchBudget.standard(),
                            Optional.empty(),
                            memory,
                            seed * 31 + i),
                    world(seed * 1000 + i, SPREAD),
                    Cancellation.NONE);
            incumbent = result.worthTesting(incumbent) ? result.best() : incumbent;
            memory = result.memory();
        }
        return incumbent;
    }

    @Test
    void findsWhatIsThereUnderNoise() {
        double[] found = {truth(searchOnAndOn(1, 2)), truth(searchOnAndOn(2, 2)), truth(searchOnAndOn(3, 2))};
        assertThat(Arrays.stream(found).min().orElseThrow()).isGreaterThan(0.9 * OPTIMUM);
        // the slow test below counts the seeds within 5 %
        assertThat(Arrays.stream(found).average().orElseThrow()).isGreaterThan(0.95 * OPTIMUM);
    }

    @Tag("slow")
    @Test
    void findsWhatIsThereUnderNoiseInEighteenOfTwentySeeds() {
        int found = 0;
        for (long seed = 0; seed < 20; seed++) {
            found += truth(searchOnAndOn(seed, 3)) > 0.95 * OPTIMUM ? 1 : 0;
        }
        assertThat(found).isGreaterThanOrEqualTo(18);
    }

    @Test
    void sameTaskSameResult() {
        SearchResult first = SettingSearch.search(task(5), world(5, 0.1), Cancellation.NONE);
        SearchResult second = SettingSearch.search(task(5), world(5, 0.1), Cancellation.NONE);
        assertThat(second.best()).isEqualTo(first.best());
        assertThat(second.observations()).isEqualTo(first.observations());
        assertThat(second.differences()).isEqualTo(first.differences());
        assertThat(first.settingsTried()).isBetween(50, 55);
    }

    @Test
    void racingDropsPoorSettingsEarly() {
        SearchResult result = SettingSearch.search(task(1), world(1, 0.05), Cancellation.NONE);
        assertThat(result.evaluations()).isLessThan(50L * PROMPTS / 2);
        assertThat(result.observations())
                .filteredOn(o -> o.meanDifference() < -0.05)
                .allMatch(o -> o.prompts() < PROMPTS / 2);
    }

    /** Scarce calls go where it is in doubt which setting is better: those that are clearly worse are seen on a few prompts. */
    @Test
    void callsAreSpentWhereTheBestIsInDoubt() {
        Map<ParameterValues, Integer> calls = new HashMap<>();
        GainSampler truth = world(5, 0.05);
        SearchTask task = task(5);
        SettingSearch.search(
                task,
                (values, from, to) -> {
                    calls.merge(values, to - from, Integer::sum);
                    return truth.gains(values, from, to);
                },
                Cancellation.NONE);
        calls.remove(task.incumbent());
        double best = calls.keySet().stream()
                .mapToDouble(SettingSearchTest::truth)
                .max()
                .orElseThrow();

        double near = meanCalls(calls, best - 0.02, best);
        double far = meanCalls(calls, -1, best - 0.15);

        assertThat(near).isGreaterThan(3 * far);
    }

    private static double meanCalls(Map<ParameterValues, Integer> calls, double from, double to) {
        return calls.entrySet().stream()
                .filter(e -> truth(e.getKey()) >= from && truth(e.getKey()) <= to)
                .mapToInt(Map.Entry::getValue)
                .average()
                .orElseThrow();
    }

    @Test
    void freshPromptsGiveAnUnbiasedEstimate() {
        double fresh = 0;
        double chosen = 0;
        int winners = 0;
        for (long seed = 0; seed < 25; seed++) {
            SearchResult result = SettingSearch.search(
                    new SearchTask(
                            SPACE,
                            SPACE.defaults(),
                            120,
                            new SearchBudget(20, 12, Long.MAX_VALUE),
                            Optional.empty(),
                            SearchMemory.empty(SPACE.defaults()),
                            seed),
                    noiseOnly(seed),
                    Cancellation.NONE);
            assertThat(result.freshFrom()).isEqualTo(84);
            if (!result.best().equals(SPACE.defaults())) {
                winners++;
                chosen += PairedDifferences.of(result.differences(), 84).mean();
                fresh += result.freshMeanDifference();
            }
        }
        // nothing is there to be found: a choice looks good where it was made, and only there
        assertThat(winners).isGreaterThanOrEqualTo(5);
        assertThat(chosen / winners).isGreaterThan(0.1);
        // 2.6 standard errors of 36 paired differences of two unit variances
        assertThat(fresh / winners).isCloseTo(0, within(2.6 * Math.sqrt(2 / 36.0 / winners)));
    }

    private static GainSampler noiseOnly(long seed) {
        return (values, from, to) -> {
            double[] gains = new double[to - from];
            for (int i = from; i < to; i++) {
                SplittableRandom draw = new SplittableRandom(seed * 7919 + i * 1009L + values.hashCode() * 31L);
                draw.nextLong();
                gains[i - from] = draw.nextGaussian();
            }
            return gains;
        };
    }

    @Test
    void aRuleThatDoesNothingKeepsItsIncumbent() {
        SearchResult result = SettingSearch.search(task(1), (v, from, to) -> new double[to - from], Cancellation.NONE);
        assertThat(result.best()).isEqualTo(SPACE.defaults());
        assertThat(result.worthTesting(SPACE.defaults())).isFalse();
        assertThat(result.differences()).hasSize(PROMPTS).containsOnly(0.0);
        // nothing to tell apart after one slice
        assertThat(result.evaluations()).isLessThan(60 * 24 + 5 * PROMPTS);
    }

    @Test
    void aRuleWithoutParametersHasNothingToSearch() {
        ParameterSpace none = ParameterSpace.of();
        SearchTask task = new SearchTask(
                none,
                none.defaults(),
                50,
                SearchBudget.standard(),
                Optional.empty(),
                SearchMemory.empty(none.defaults()),
                1);
        SearchResult result = SettingSearch.search(task, (v, from, to) -> new double[to - from], Cancellation.NONE);
        assertThat(result.best()).isEqualTo(none.defaults());
        assertThat(result.evaluations()).isZero();
    }

    @Test
    void keepsWithinItsBudgetOfEvaluations() {
        long limit = 4_000;
        SearchTask task = new SearchTask(
                SPACE,
                SPACE.defaults(),
                PROMPTS,
                new SearchBudget(50, 24, limit),
                Optional.empty(),
                SearchMemory.empty(SPACE.defaults()),
                2);
        SearchResult result = SettingSearch.search(task, world(2, SPREAD), Cancellation.NONE);
        assertThat(result.evaluations()).isLessThanOrEqualTo(limit);
        assertThat(result.settingsTried()).isPositive();
    }

    @Test
    void aForecastIsTriedFirstAndTrustedOnlyAsFarAsItComesTrue() {
        SettingForecast right = v -> new SettingForecast.Expectation(truth(v), 0.02);
        SettingForecast wrong = v -> new SettingForecast.Expectation(-truth(v), 0.02);
        SearchBudget small = new SearchBudget(12, 24, Long.MAX_VALUE);
        assertThat(bestWith(right, small)).isGreaterThan(0.9 * OPTIMUM);
        assertThat(bestWith(wrong, SearchBudget.standard())).isGreaterThan(0.9 * OPTIMUM);
    }

    private static double bestWith(SettingForecast forecast, SearchBudget budget) {
        SearchTask task = new SearchTask(
                SPACE,
                SPACE.defaults(),
                PROMPTS,
                budget,
                Optional.of(forecast),
                SearchMemory.empty(SPACE.defaults()),
                4);
        return truth(
                SettingSearch.search(task, world(4, 0.05), Cancellation.NONE).best());
    }

    @Test
    void refusesRubbishFromTheSampler() {
        assertThatThrownBy(() -> SettingSearch.search(task(1), (v, from, to) -> new double[3], Cancellation.NONE))
                .hasMessageContaining("24 gains")
                .hasMessageContaining("gave 3");
        GainSampler nan = (v, from, to) -> {
            double[] gains = new double[to - from];
            gains[2] = Double.NaN;
            return gains;
        };
        assertThatThrownBy(() -> SettingSearch.search(task(1), nan, Cancellation.NONE))
                .hasMessageContaining("prompt 2")
                .hasMessageContaining("NaN");
    }

    @Test
    void stopsWhenCancelled() {
        int[] slices = {0};
        GainSampler sampler = (v, from, to) -> {
            slices[0]++;
            return world(1, 0.1).gains(v, from, to);
        };
        assertThatThrownBy(() -> SettingSearch.search(task(1), sampler, () -> slices[0] >= 5))
                .isInstanceOf(CancelledException.class);
        assertThat(slices[0]).isEqualTo(5);
    }
}
