package dev.apes.engine.workflow;

import dev.apes.api.store.GenerationRecord;
import dev.apes.engine.model.GainSample;
import dev.apes.engine.strategy.Strategy;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What step 3 made.
 *
 * @param strategy why, unless a generator was asked for by name or nothing was generated
 * @param explanation a sentence
 * @param record how it went
 * @param samples labelled applications of the rules to the generated prompts
 * @param measured the prompts that were kept with what was measured on them
 */
record Generated(
        Optional<Strategy> strategy,
        String explanation,
        GenerationRecord record,
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

    static Generated none(String why) {
        return new Generated(Optional.empty(), why, GenerationRecord.NONE, List.of(), Optional.empty());
    }

    /** The strategy's name for the record. */
    String strategyLabel() {
        return strategy.map(Strategy::label).orElse("none");
    }
}
