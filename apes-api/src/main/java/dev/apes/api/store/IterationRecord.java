package dev.apes.api.store;

import dev.apes.api.Checks;
import dev.apes.api.TrainingStep;
import dev.apes.api.gap.GapReport;
import dev.apes.api.metrics.RulePerformance;
import dev.apes.api.stopping.IterationSummary;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Everything a report needs of one committed iteration.
 *
 * @param summary what stopping criteria see of it
 * @param shownImprovement weighted improvement with trainingEfficiency, for display
 * @param best whether its metrics became the best so far
 * @param rules performance of each enabled rule on validation prompts, in rule order
 * @param gaps what lay below target on training prompts
 * @param strategy the strategy of its generation, or {@code none}
 * @param choice why that strategy, and what strategies have bought
 * @param generation what was generated
 * @param modelSamples how many samples the effectiveness model has learnt from
 * @param candidates how many parameter settings were tried
 * @param gateTests what the gate made of each candidate, in order
 * @param promotions those that passed
 * @param stepTimes running time of each step; shown only
 * @param stepCalls evaluator calls of each step; empty where they were not recorded
 * @param notes things a person should know, e.g. that generation failed and why
 */
public record IterationRecord(
        IterationSummary summary,
        double shownImprovement,
        boolean best,
        List<RulePerformance> rules,
        GapReport gaps,
        String strategy,
        StrategyRecord choice,
        GenerationRecord generation,
        int modelSamples,
        int candidates,
        List<GateTestRecord> gateTests,
        List<PromotionRecord> promotions,
        Map<TrainingStep, Duration> stepTimes,
        Map<TrainingStep, Long> stepCalls,
        List<String> notes) {
    /** Validates and copies. */
    public IterationRecord {
        Objects.requireNonNull(summary, "summary");
        Checks.finite(shownImprovement, "shownImprovement");
        rules = List.copyOf(rules);
        Objects.requireNonNull(gaps, "gaps");
        Checks.notBlank(strategy, "strategy");
        Objects.requireNonNull(choice, "choice");
        Objects.requireNonNull(generation, "generation");
        Checks.atLeast(modelSamples, 0, "modelSamples");
        Checks.atLeast(candidates, 0, "candidates");
        gateTests = List.copyOf(gateTests);
        promotions = List.copyOf(promotions);
        stepTimes = Checks.orderedCopy(stepTimes);
        stepCalls = Checks.orderedCopy(stepCalls);
        stepCalls.forEach((step, calls) -> Checks.inRange(calls, 0, Double.MAX_VALUE, "calls of step " + step));
        notes = List.copyOf(notes);
    }

    /** {@return the iteration's number, from 1} */
    public int iteration() {
        return summary.iteration();
    }
}
