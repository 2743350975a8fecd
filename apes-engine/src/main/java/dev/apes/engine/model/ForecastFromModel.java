package dev.apes.engine.model;

import dev.apes.api.Prompt;
import dev.apes.api.rule.ParameterValues;
import dev.apes.engine.text.PromptFeatures;
import dev.apes.engine.text.RecentResults;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

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

    /** Characters of the texts whose gains are remembered per setting: a few thousand prompts. */
    private static final long REMEMBERED = 600_000;

    private final EffectivenessModel model;
    private final RecentResults<Question, ToDoubleFunction<Prompt>> answers;

    private record Question(String ruleId, ParameterValues values) {}

    /**
     * Measures the current text with {@link PromptFeatures}, and remembers what it forecast: compositions that differ in one rule
     * ask the same of all the others.
     *
     * @param model a model of the columns of {@link PromptFeatures#encodedNames()}
     */
    public ForecastFromModel(EffectivenessModel model) {
        this(remembering(), model);
    }

    /**
     * @param model the model to ask
     * @param features measures a prompt as the model's samples were measured
     */
    public ForecastFromModel(EffectivenessModel model, Function<Prompt, double[]> features) {
        this(measuring(Objects.requireNonNull(features, "features")), model);
    }

    private ForecastFromModel(Answering answering, EffectivenessModel model) {
        this.model = Objects.requireNonNull(model, "model");
        answers = new RecentResults<>(
                q -> answering.of(model.predictor(q.ruleId(), q.values())), q -> WEIGHT, 2L * WEIGHT * SETTINGS);
    }

    private static Answering remembering() {
        return predictor -> {
            RecentResults<String, Double> gains = RecentResults.ofTexts(
                    text -> predictor.apply(MEASURED.get(text)).mean(), REMEMBERED);
            return prompt -> gains.get(prompt.text());
        };
    }

    private static Answering measuring(Function<Prompt, double[]> features) {
        return predictor -> prompt -> predictor.apply(features.apply(prompt)).mean();
    }

    /** Makes what is asked about prompts of what is asked about features. */
    private interface Answering {
        ToDoubleFunction<Prompt> of(Function<double[], Prediction> predictor);
    }

    @Override
    public OptionalDouble expectedGain(Prompt current, String ruleId, ParameterValues values) {
        if (model.sampleCount(ruleId) < FEWEST_SAMPLES) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(answers.get(new Question(ruleId, values)).applyAsDouble(current));
    }
}
