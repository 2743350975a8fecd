package dev.apes.engine.model;

import dev.apes.api.rule.ParameterSpace;
import dev.apes.api.rule.ParameterValues;
import dev.apes.engine.optimize.SettingForecast;
import dev.apes.engine.optimize.SpaceFillingDesign;
import java.util.Objects;

/**
 * What the effectiveness model expects of a rule's settings, averaged over some prompts. Immutable; thread-safe.
 *
 * @param model a trained model that knows the rule
 * @param ruleId the rule
 * @param prompts features of the prompts to average over; a hundred or two are enough, and the time grows with their number
 */
public record SettingOutlook(EffectivenessModel model, String ruleId, double[][] prompts) implements SettingForecast {
    private static final int LOOKED_AT = 100;
    private static final double ONE_SIDED_95 = 1.645;

    /** Validates. */
    public SettingOutlook {
        Objects.requireNonNull(ruleId, "ruleId");
        if (!model.trained() || !model.schema().knows(ruleId)) {
            throw new IllegalArgumentException("the model has no opinion on rule '" + ruleId + "': it "
                    + (model.trained() ? "knows only " + model.schema().rules() : "is not trained yet"));
        }
        if (prompts.length == 0) {
            throw new IllegalArgumentException("prompts of the outlook on '" + ruleId + "' must not be empty");
        }
    }

    @Override
    public Expectation expect(ParameterValues values) {
        Prediction p = model.predictMean(prompts, ruleId, values);
        return new Expectation(p.mean(), p.deviation());
    }

    /**
     * Looks at {@value #LOOKED_AT} settings spread over the space.
     *
     * @param space the rule's parameters
     * @param incumbent the setting in force
     * @param seed chooses the settings
     * @return the largest upper 95 % confidence bound of what a setting gains over the incumbent, at least 0. As the largest of
     *     many bounds it is generous, which is what a bound that ends the work on a rule has to be
     */
    public double attainableGain(ParameterSpace space, ParameterValues incumbent, long seed) {
        double best = 0;
        for (ParameterValues values : SpaceFillingDesign.settings(space, LOOKED_AT, seed)) {
            Prediction p = model.predictDifference(prompts, ruleId, values, incumbent);
            best = Math.max(best, p.mean() + ONE_SIDED_95 * p.deviation());
        }
        return best;
    }
}
