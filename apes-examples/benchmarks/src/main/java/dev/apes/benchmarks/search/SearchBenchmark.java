package dev.apes.benchmarks.search;

import dev.apes.api.Cancellation;
import dev.apes.api.Prompt;
import dev.apes.api.rule.ParameterSpace;
import dev.apes.api.rule.ParameterValues;
import dev.apes.engine.corpus.StartingCorpus;
import dev.apes.engine.optimize.SearchBudget;
import dev.apes.engine.optimize.SearchMemory;
import dev.apes.engine.optimize.SearchResult;
import dev.apes.engine.optimize.SearchTask;
import dev.apes.engine.optimize.SettingSearch;
import dev.apes.engine.optimize.SpaceFillingDesign;
import dev.apes.engine.rule.ClarityRule;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What step 5 spends its time on, on one thread: proposing 50 settings, and applying a rule under 50 settings to 400 prompts. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class SearchBenchmark {
    private static final int SETTINGS = 50;
    private static final int PROMPTS = 400;

    private final ClarityRule rule = new ClarityRule();
    private final ParameterSpace space = rule.definition().parameters();
    private final ParameterValues incumbent = space.defaults();
    private final List<Prompt> prompts = StartingCorpus.generate(PROMPTS, 1);
    private final List<ParameterValues> settings = SpaceFillingDesign.settings(space, SETTINGS, 1);

    /** Created by JMH. */
    public SearchBenchmark() {}

    /** {@return the result of a search whose gains cost nothing, so that the optimiser's own time remains} */
    @Benchmark
    public SearchResult proposeSettings() {
        SearchTask task = new SearchTask(
                space,
                incumbent,
                PROMPTS,
                new SearchBudget(SETTINGS, SearchBudget.standard().firstSlice(), Long.MAX_VALUE),
                Optional.empty(),
                SearchMemory.empty(incumbent),
                1);
        return SettingSearch.search(task, SearchBenchmark::gains, Cancellation.NONE);
    }

    /** {@return how many outcomes a rule gave under many settings on the same prompts} */
    @Benchmark
    public int applyManySettings() {
        int outcomes = 0;
        for (ParameterValues values : settings) {
            for (Prompt prompt : prompts) {
                outcomes += rule.apply(prompt, values) == null ? 0 : 1;
            }
        }
        return outcomes;
    }

    private static double[] gains(ParameterValues values, int from, int to) {
        double[] gains = new double[to - from];
        for (int i = 0; i < gains.length; i++) {
            gains[i] = 0.01 * values.real("min_clarity_score") + 0.1 * Math.sin(values.hashCode() + (from + i));
        }
        return gains;
    }
}
