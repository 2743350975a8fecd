package dev.apes.engine.model;

import dev.apes.api.Prompt;
import dev.apes.api.rule.ParameterValues;
import dev.apes.engine.text.PromptFeatures;
import dev.apes.engine.text.RecentResults;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * The effectiveness model's opinion on single prompts. It has none on a rule that it has seen too rarely. Thread-safe if its
 * feature function is.
 */
public final class ForecastFromModel implements GainForecast {
    /** With fewer samples of a rule, the model's opinion is that of other rules. */
    static final int FEWEST_SAMPLES = 50;

    /** Settings that are kept ready: those of two compositions of many rules. */
    private static final int SETTINGS = 32;

    private static final int WEIGHT = 50;

    /** Features of the texts met last, bounded by their characters: each rule of a composition asks about nearly the same text. */
    private static final RecentResults<String, double[]> MEASURED =
            RecentResults.ofTexts(text -> PromptFeatures.of(text).encoded(), 600_000);

    private final EffectivenessModel model;
    private final Function<Prompt, double[]> features;
    /** A composition asks about the same few settings for every prompt. */
    private final RecentResults<Question, Function<double[], Prediction>> predictors;

    private record Question(String ruleId, ParameterValues values) {}

    /**
     * Measures the current text with {@link PromptFeatures}.
     *
     * @param model a model of the columns of {@link PromptFeatures#encodedNames()}
     */
    public ForecastFromModel(EffectivenessModel model) {
        this(model, p -> MEASURED.get(p.text()));
    }

    /**
     * @param model the model to ask
     * @param features measures a prompt as the model's samples were measured
     */
    public ForecastFromModel(EffectivenessModel model, Function<Prompt, double[]> features) {
        this.model = Objects.requireNonNull(model, "model");
        this.features = Objects.requireNonNull(features, "features");
        predictors =
                new RecentResults<>(q -> model.predictor(q.ruleId(), q.values()), q -> WEIGHT, 2L * WEIGHT * SETTINGS);
    }

    @Override
    public OptionalDouble expectedGain(Prompt current, String ruleId, ParameterValues values) {
        if (model.sampleCount(ruleId) < FEWEST_SAMPLES) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(predictors
                .get(new Question(ruleId, values))
                .apply(features.apply(current))
                .mean());
    }
}
