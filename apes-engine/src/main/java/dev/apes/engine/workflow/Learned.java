package dev.apes.engine.workflow;

import dev.apes.api.rule.RuleDefinition;
import dev.apes.engine.model.CrossValidation;
import dev.apes.engine.model.EffectivenessModel;
import dev.apes.engine.model.SettingOutlook;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What step 4 learned.
 *
 * @param model the updated effectiveness model
 */
record Learned(EffectivenessModel model) {
    /** Prompts a forecast of a setting is averaged over: enough for its mean, few enough to ask for hundreds of settings. */
    private static final int FORECAST_PROMPTS = 60;

    CrossValidation quality() {
        return model.crossValidation();
    }

    OptionalDouble validationLoss() {
        return model.trained() ? OptionalDouble.of(quality().loss()) : OptionalDouble.empty();
    }

    OptionalDouble trainingLoss() {
        return model.trained() ? OptionalDouble.of(model.trainingLoss()) : OptionalDouble.empty();
    }

    double uncertainty(String ruleId) {
        return model.sampleCount(ruleId) == 0 ? 0 : model.uncertainty(ruleId);
    }

    double error(String ruleId) {
        return model.sampleCount(ruleId) == 0 ? 0 : model.error(ruleId);
    }

    /** What the model expects of a rule's settings, on average over training prompts. */
    Optional<SettingOutlook> outlookOf(RuleDefinition rule, PromptSide training) {
        if (!model.trained()) {
            return Optional.empty();
        }
        double[][] rows = Arrays.copyOf(training.features(), Math.min(FORECAST_PROMPTS, training.size()));
        return Optional.of(new SettingOutlook(model, rule.id(), rows));
    }
}
