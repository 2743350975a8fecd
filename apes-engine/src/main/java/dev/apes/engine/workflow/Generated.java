package dev.apes.engine.workflow;

import dev.apes.api.store.GenerationRecord;
import dev.apes.api.store.StrategyRecord;
import dev.apes.engine.model.GainSample;
import dev.apes.engine.strategy.Strategy;
import dev.apes.engine.strategy.StrategyDecision;
import dev.apes.engine.strategy.StrategyHistory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What step 3 made.
 *
 * @param decision why, unless a generator was asked for by name or nothing was generated
 * @param explanation a sentence
 * @param record how it went
 * @param targets what was wanted, where anything was generated
 * @param samples labelled applications of the rules to the generated prompts
 * @param measured the prompts that were kept with what was measured on them
 */
record Generated(
        Optional<StrategyDecision> decision,
        String explanation,
        GenerationRecord record,
        Optional<Targets> targets,
        List<GainSample> samples,
        Optional<Measured> measured) {
    /**
     * Generated prompts with their labels.
     *
     * @param side the prompts
     * @param baselines their scores as they are
     * @param effects each rule under its incumbent parameters, by rule id
     */
    record Measured(PromptSide side, double[] baselines, Map<String, SideMeasurement.RuleEffect> effects) {}

    /**
     * What was wanted.
     *
     * @param allocation rows by rule id
     * @param mix prompts of each difficulty
     * @param levels difficulty scores from which a prompt is medium, hard and extreme
     * @param fit p-value of "the prompts kept are of the wanted mix"
     */
    record Targets(
            Map<String, Integer> allocation, Map<String, Integer> mix, List<Double> levels, OptionalDouble fit) {}

    static Generated none(String why) {
        return new Generated(
                Optional.empty(), why, GenerationRecord.NONE, Optional.empty(), List.of(), Optional.empty());
    }

    Generated with(List<GainSample> labels, Measured prompts) {
        return new Generated(decision, explanation, record, targets, labels, Optional.of(prompts));
    }

    Optional<Strategy> strategy() {
        return decision.map(StrategyDecision::strategy);
    }

    /** The strategy's name for the record. */
    String strategyLabel() {
        return strategy().map(Strategy::label).orElse("none");
    }

    /** All of it for the record, with what strategies have bought after the iteration. */
    StrategyRecord choice(StrategyHistory after) {
        return new StrategyRecord(
                strategyLabel(),
                explanation,
                decision.flatMap(StrategyDecision::runnerUp).map(Strategy::label),
                decision.map(StrategyDecision::confidence).orElse(0.0),
                after.arms().stream()
                        .map(a -> new StrategyRecord.Arm(a.strategy().label(), a.weight(), a.mean(), a.squares()))
                        .toList(),
                after.rewards(),
                targets.map(Targets::allocation).orElse(Map.of()),
                targets.map(Targets::mix).orElse(Map.of()),
                targets.map(Targets::levels).orElse(List.of()),
                targets.map(Targets::fit).orElse(OptionalDouble.empty()));
    }
}
