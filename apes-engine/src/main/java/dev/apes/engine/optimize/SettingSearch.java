package dev.apes.engine.optimize;

import dev.apes.api.Cancellation;
import dev.apes.api.rule.ParameterValues;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Searches the settings of one rule for more gain on training prompts: a {@link MixedOptimizer} proposes, each proposal is raced
 * on successive slices of the prompts, and the optimiser is told its mean paired difference to the incumbent with its variance.
 * At the end the few settings of best posterior mean are measured on all racing prompts, and the winner and the incumbent on
 * the prompts set aside, too. Stateless and thread-safe; the same task and sampler give the same result.
 */
public final class SettingSearch {
    /** Of the prompts, this share takes no part in the choice of the winner. */
    private static final double FRESH_SHARE = 0.3;
    /** Fewer would not confirm anything; then all prompts race. */
    private static final int FEWEST_FRESH = 20;

    private static final int FINALISTS = 4;
    private static final int SMALL_IN_A_ROW = 5;
    /** Share of the settings before single switches are tried. Of 0.1, 0.3, 0.6 and never, this found most (20 seeds). */
    private static final double LATE = 0.3;

    /** What earlier searches saw counts less: other rules and the generated prompts have changed since. */
    private static final double AGEING = 1.5;

    private SettingSearch() {}

    /**
     * @param task what to search
     * @param sampler measures gains
     * @param cancellation asked before each slice
     * @return the winner and everything measured
     * @throws IllegalArgumentException if the sampler gives a wrong number of gains or one that is not finite
     * @throws dev.apes.api.error.CancelledException if cancelled
     */
    public static SearchResult search(SearchTask task, GainSampler sampler, Cancellation cancellation) {
        return new Run(task, sampler, cancellation).search();
    }

    private static final class Run {
        private final SearchTask task;
        private final Race race;
        private final SplittableRandom random;
        private final int raceEnd;
        private final MixedOptimizer optimizer;
        private final Map<ParameterValues, SettingObservation> observed = new LinkedHashMap<>();
        private final SearchMemory memory;
        private int small;

        Run(SearchTask task, GainSampler sampler, Cancellation cancellation) {
            this.task = task;
            race = new Race(sampler, task.incumbent(), task.budget().firstSlice(), cancellation);
            random = new SplittableRandom(task.seed());
            int fresh = (int) (task.prompts() * FRESH_SHARE);
            raceEnd = fresh >= FEWEST_FRESH ? task.prompts() - fresh : task.prompts();
            int dimensions = task.space().parameters().size();
            optimizer = dimensions == 0
                    ? null
                    : new MixedOptimizer(
                            task.space(),
                            OptimizerOptions.minimise(dimensions).maximising().withNoise(false),
                            random.nextLong());
            memory = task.memory().relativeTo(task.incumbent());
        }

        SearchResult search() {
            boolean cutShort = false;
            if (optimizer != null) {
                optimizer.leaveSwitchesToCaller();
                // its difference to itself is known; a variance of 0 would mean one that has to be learnt
                optimizer.tell(task.incumbent(), 0, Double.MIN_NORMAL);
                for (SettingObservation o : memory.observations()) {
                    if (!o.values().equals(task.incumbent())) {
                        optimizer.tell(o.values(), o.meanDifference(), o.variance() * AGEING);
                    }
                }
                ForecastAdvice advice = task.forecast()
                        .map(f -> new ForecastAdvice(task, f, random.split()))
                        .orElse(null);
                List<ParameterValues> promising = advice == null ? List.of() : advice.promising();
                int tried = 0;
                while (tried < task.budget().settings() && !optimizer.exhausted() && !nothingLeft(tried)) {
                    if (!fits(task.budget().firstSlice())) {
                        cutShort = true;
                        break;
                    }
                    if (advice != null) {
                        advice.giveTo(optimizer, observed.values());
                    }
                    ParameterValues values = tried < promising.size() ? promising.get(tried) : propose(tried);
                    tried++;
                    race.run(values, affordableEnd());
                    tell(values);
                }
                chooseFinalists();
            }
            return result(cutShort);
        }

        /** One small expectation may come of a model that has just been misled. */
        private boolean nothingLeft(int tried) {
            small = optimizer.expectedImprovement() < task.budget().worthwhile() ? small + 1 : 0;
            return small >= SMALL_IN_A_ROW && tried >= task.budget().settings() / 2;
        }

        /**
         * Mostly what the optimiser asks for. Later in the search, every other proposal switches one flag or choice of the best
         * setting: under noise the model soon takes a switch of small effect for one of none, and would never try it again. In half
         * of these, all else is chosen anew with it.
         */
        private ParameterValues propose(int tried) {
            if (tried < task.budget().settings() * LATE || tried % 2 == 0) {
                return optimizer.ask();
            }
            if (tried % 4 == 3) {
                return optimizer.askSwitched();
            }
            List<ParameterValues> switches =
                    optimizer.untriedSwitches(optimizer.best().values());
            return switches.isEmpty() ? optimizer.ask() : switches.get(0);
        }

        /** Whether n more gains leave enough for measuring the winner and the incumbent on all prompts. */
        private boolean fits(long n) {
            return race.evaluations() + n + 2L * task.prompts() <= task.budget().evaluations();
        }

        private int affordableEnd() {
            int end = raceEnd;
            while (end > task.budget().firstSlice() && !fits(end)) {
                end /= 2;
            }
            return Math.min(raceEnd, Math.max(end, task.budget().firstSlice()));
        }

        private void tell(ParameterValues values) {
            SettingObservation o = race.observe(values);
            observed.put(values, o);
            optimizer.replace(values, o.meanDifference(), o.variance());
        }

        /** Dropped or remembered settings of good posterior mean get the chance of a full measurement. */
        private void chooseFinalists() {
            for (int i = 0; i < FINALISTS; i++) {
                ParameterValues next = optimizer.ranking().stream()
                        .limit(FINALISTS)
                        .map(MixedOptimizer.Best::values)
                        .filter(v -> !v.equals(task.incumbent()))
                        .filter(v -> !observed.containsKey(v) || observed.get(v).prompts() < raceEnd)
                        .findFirst()
                        .orElse(null);
                if (next == null || !fits(raceEnd)) {
                    return;
                }
                race.measure(next, raceEnd);
                tell(next);
            }
        }

        private SearchResult result(boolean cutShort) {
            ParameterValues best = optimizer == null ? task.incumbent() : winner();
            double[] differences = new double[task.prompts()];
            if (!best.equals(task.incumbent())) {
                differences = race.differencesTo(best, task.incumbent(), task.prompts());
                observed.put(best, race.observe(best));
            }
            List<SettingObservation> observations = List.copyOf(observed.values());
            return new SearchResult(
                    best,
                    differences,
                    raceEnd,
                    observations,
                    observations.size(),
                    race.evaluations(),
                    cutShort,
                    memory.with(observations));
        }

        /** The best posterior mean among the incumbent and the settings measured in this search. */
        private ParameterValues winner() {
            return optimizer.ranking().stream()
                    .map(MixedOptimizer.Best::values)
                    .filter(v -> v.equals(task.incumbent()) || observed.containsKey(v))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Feeds the optimiser with forecasts, trusted as far as they have come true. */
    private static final class ForecastAdvice {
        private static final int LOOKED_AT = 200;
        private static final int PROMISING = 3;
        private static final int GIVEN = 24;

        private final List<ParameterValues> settings = new ArrayList<>();
        private final Map<ParameterValues, SettingForecast.Expectation> expectations = new LinkedHashMap<>();
        private final SettingForecast forecast;
        private final double base;

        ForecastAdvice(SearchTask task, SettingForecast forecast, SplittableRandom random) {
            this.forecast = forecast;
            SpaceCodec codec = new SpaceCodec(task.space());
            InitialDesign design = new InitialDesign(codec, random);
            base = forecast.expect(task.incumbent()).mean();
            for (int i = 0; i < LOOKED_AT; i++) {
                ParameterValues values = codec.decode(design.next());
                if (!values.equals(task.incumbent()) && !expectations.containsKey(values)) {
                    expectations.put(values, forecast.expect(values));
                    settings.add(values);
                }
            }
        }

        List<ParameterValues> promising() {
            return settings.stream()
                    .sorted(Comparator.comparingDouble(v -> -expectations.get(v).mean()))
                    .limit(PROMISING)
                    .toList();
        }

        /** The variance given is the forecast's own or its mean squared error on the settings measured, if larger. */
        void giveTo(MixedOptimizer optimizer, java.util.Collection<SettingObservation> observed) {
            optimizer.withdrawAdvice();
            if (observed.size() < PROMISING) {
                return;
            }
            double error = observed.stream()
                    .mapToDouble(o -> o.meanDifference() - expected(o.values()).mean() + base)
                    .map(e -> e * e)
                    .average()
                    .orElseThrow();
            IntStream.range(0, Math.min(GIVEN, settings.size()))
                    .mapToObj(settings::get)
                    .forEach(v -> {
                        SettingForecast.Expectation e = expectations.get(v);
                        double own = e.standardDeviation() * e.standardDeviation();
                        optimizer.advise(v, e.mean() - base, Math.max(Math.max(own, error), Double.MIN_NORMAL));
                    });
        }

        private SettingForecast.Expectation expected(ParameterValues values) {
            return expectations.computeIfAbsent(values, forecast::expect);
        }
    }
}
